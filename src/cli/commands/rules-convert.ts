import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import { convertRules, detectRuleFormat, type RuleFormat, ruleFileText, ruleFormats } from '../../rules/authoring/convert/convert-rules.ts';
import { printable } from '../print.ts';

/** No export of rules comes near this. */
const maxBytes = 32 * 1024 * 1024;

export function ruleConvertCommand(rules: Command): void {
  rules
    .command('convert')
    .description('Write the rules of another product as ours, on stdout; what did not come over is reported on stderr, line by line.')
    .argument('<file>', 'Contact Lens rule or Transcribe category (JSON), V-Spark phrase list, Verint queries (one per line)')
    .option('--format <name>', `${ruleFormats.join(', ')}; told from the file otherwise`)
    .action(convert);
}

async function convert(file: string, options: { readonly format?: string }): Promise<void> {
  const text = await readText(file);
  const format = options.format === undefined ? detectRuleFormat(text) : formatOf(options.format);
  const { rules, notes } = convertRules(text, { format, name: basename(file, extname(file)) });
  if (rules.length > 0) process.stdout.write(ruleFileText(rules));
  for (const { place, message } of notes) process.stderr.write(`${printable(`${file}: ${place}: ${message}`)}\n`);
  process.stderr.write(`${rules.length} rules from ${format}, ${notes.length} notes\n`);
  if (rules.length === 0) process.exitCode = 1;
}

function formatOf(name: string): RuleFormat {
  const known = ruleFormats.find((format) => format === name);
  if (known === undefined) throw new AppError('bad-usage', `"${name}" is not a format of rules; known: ${ruleFormats.join(', ')}`);
  return known;
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw new AppError('not-found', `there is no file ${file}`);
  if (found.size > maxBytes) throw new AppError('too-large', `${file} is larger than ${maxBytes} bytes`);
  return (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
}
