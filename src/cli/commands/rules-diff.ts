import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { RuleDifference } from '../../pipeline/rules/diff-rules.ts';
import { readRuleSources } from '../../pipeline/rules/rule-sources.ts';
import type { RuleSources } from '../../rules/rule-set.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';

type DiffOptions = DataOptions & { readonly json?: boolean };

/** `rules diff REF`: this workspace's rules against those of another folder or git revision, over what is stored. */
export function ruleDiffCommand(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('diff'))
    .description('What this workspace’s rules find in stored conversations that other rules do not: gained, lost, changed.')
    .argument('<ref>', 'a workspace folder, or a git revision of this one, e.g. HEAD~1')
    .option('--json', 'one JSON array, with the spans of examples')
    .action(async (ref: string, options: DiffOptions) => {
      const before = sourcesOf(ref, options.workspace);
      const connection = await environment.connect(options);
      try {
        const { items } = await connection.request<{ items: readonly RuleDifference[] }>('POST', '/v1/rules/diff', { before });
        if (options.json) printJson(items);
        else print(items);
      } finally {
        await connection.close();
      }
    });
}

function print(items: readonly RuleDifference[]): void {
  if (items.length === 0) {
    printLine('The rules say the same.');
    return;
  }
  printTable(
    ['rule', 'is', 'gained', 'lost', 'changed', 'for example'],
    items.map(({ rule, change, gained, lost, changed, examples }) => [
      rule,
      change,
      gained,
      lost,
      changed,
      examples[0] === undefined ? null : `${examples[0].kind} ${examples[0].id}`,
    ]),
  );
}

function sourcesOf(ref: string, workspace: string): RuleSources {
  if (existsSync(ref) && statSync(ref).isDirectory()) return readRuleSources(ref);
  const folder = resolve(workspace);
  const git = (...args: string[]) => {
    try {
      return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
    } catch (error) {
      throw new AppError('bad-usage', `${ref} is neither a folder nor a git revision of ${workspace}.`, { cause: error });
    }
  };
  // The revision is resolved first, so that it can never be read as an option.
  const revision = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).trim();
  const top = git('rev-parse', '--show-toplevel').trim();
  const textsOf = (kind: 'rules' | 'lists') =>
    git('ls-tree', '-r', '-z', '--name-only', '--full-tree', revision, '--', `${relative(top, folder) || '.'}/${kind}`)
      .split('\0')
      .filter((path) => /\.ya?ml$/.test(path))
      .map((path) => ({ file: relative(relative(top, folder), path), text: git('show', `${revision}:${path}`) }));
  return { rules: textsOf('rules'), lists: textsOf('lists') };
}
