import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { Interaction } from '../../domain/interaction.ts';
import { drawWerSample, parseWerSample, type SampleCandidate, scoreWerSample, type WerReport } from '../../transcription/wer-sample.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';

interface SampleOptions extends DataOptions {
  readonly count: string;
  readonly seed: string;
  readonly out: string;
}

export function werCommand(program: Command, environment: CliEnvironment): void {
  const wer = program.command('wer').description("Measure the word error rate on this site's own recordings.");
  withDataOptions(wer.command('sample'))
    .description('Draw stretches of the own audio to listen to and correct, alike many of each source and role.')
    .option('--count <n>', 'how many stretches; 100 give an interval of about ±3 percentage points', '100')
    .option('--seed <n>', 'another seed draws other stretches', '1')
    .option('--out <file>', 'file to correct', 'wer-sample.json')
    .addHelpText(
      'after',
      '\nListen in the page (the file names each conversation and turn), write into "said" what was said, then: earshot wer score FILE',
    )
    .action(async (options: SampleOptions) => {
      const connection = await environment.connect(options);
      try {
        await drawSample(connection, options);
      } finally {
        await connection.close();
      }
    });
  wer
    .command('score')
    .description('Report the word error rate of a corrected sample, with its interval.')
    .argument('<file>', 'the corrected file')
    .option('--json', 'as JSON')
    .action(async (file: string, options: { json?: boolean }) => report(await readSample(file), options.json === true));
}

async function drawSample(connection: Connection, options: SampleOptions): Promise<void> {
  const count = Number(options.count);
  const seed = Number(options.seed);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed))
    throw new AppError('bad-usage', '--count and --seed take whole numbers');
  const candidates: SampleCandidate[] = [];
  const lines = createInterface({ input: Readable.from(connection.stream('/v1/interactions/export?format=jsonl&channel=voice')) });
  for await (const line of lines) candidates.push(...candidatesOf(JSON.parse(line) as Interaction));
  if (candidates.length === 0) throw new AppError('not-found', 'There is no recording that was transcribed here.');
  const sample = drawWerSample(candidates, { count, seed });
  await writeFile(options.out, `${JSON.stringify(sample, null, 2)}\n`);
  printLine(`${sample.items.length} stretches to correct in ${options.out}. Listen in the page under /interactions/ID#tTURN.`);
}

/** Turns that were heard here; a turn with redacted words cannot be compared with what was said. */
function candidatesOf(interaction: Interaction): SampleCandidate[] {
  if (interaction.versions.transcriber === undefined) return [];
  const redacted = new Set(interaction.annotations.map((annotation) => annotation.turn));
  return interaction.turns.flatMap(({ index, role, text, startMs, endMs }) =>
    startMs === null || endMs === null || redacted.has(index)
      ? []
      : [{ interaction: interaction.id, turn: index, startMs, endMs, heard: text, stratum: `${interaction.source} ${role}` }],
  );
}

async function readSample(file: string) {
  try {
    return parseWerSample(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new AppError('bad-usage', `${file} is not a sample that earshot wer sample wrote`, { cause });
  }
}

function report(sample: ReturnType<typeof parseWerSample>, json: boolean): void {
  const result = scoreWerSample(sample);
  if (result === null) throw new AppError('bad-usage', 'nothing is corrected yet: write into "said" what was said');
  if (json) printJson(result);
  else printLine(sentence(result));
}

function sentence({ rate, interval, words, corrected, left }: WerReport): string {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const open = left > 0 ? `; ${left} stretches are not corrected yet` : '';
  return `Word error rate ${percent(rate)} (95 % interval ${percent(interval[0])} to ${percent(interval[1])}) on ${words} words in ${corrected} stretches${open}.`;
}
