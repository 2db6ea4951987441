import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import { NoiseChannel, type NoiseOptions, usualRoleSwaps, vocabularyOf } from '../../rules/authoring/noise/noise-channel.ts';
import { type NoiseResult, NoiseTest } from '../../rules/authoring/noise/noise-test.ts';
import { type NoisyTest, noisyRuleTests } from '../../rules/authoring/noise/rule-tests.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { compileRules } from '../../rules/compile.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import { readConversation } from '../../rules/conversation-text.ts';
import { RuleEngine } from '../../rules/evaluate.ts';
import { countWordErrors, type WordErrors, wordErrorRate } from '../../transcription/word-error-rate.ts';
import type { CliEnvironment, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { wholeNumber } from '../whole-number.ts';
import { loadRuleSet } from './rules-workspace.ts';

interface NoiseCommandOptions extends DataOptions {
  readonly rate: string;
  readonly roleSwaps: string;
  readonly seed: string;
  readonly limit: string;
  readonly json?: boolean;
}

interface RateReport extends NoiseResult {
  readonly rate: number;
  /** Word error rate that was really made, on the first conversations. */
  readonly measured: number;
  readonly tests: readonly NoisyTest[];
}

/** Word errors are counted on so many conversations: the alignment is slower than the rule. */
const measuredConversations = 300;

export function ruleNoiseCommand(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('noise'))
    .description('What recognition errors do to a rule: findings kept, lost and new, and the words that broke it.')
    .argument('<id>', 'a rule of the workspace')
    .option('--rate <shares>', 'word error rates', '0.05,0.1,0.2')
    .option('--role-swaps <share>', 'share of turns given to the other party', String(usualRoleSwaps))
    .option('--seed <n>', 'another seed makes other errors', '1')
    .option('--limit <n>', 'stored conversations to use', '2000')
    .option('--json', 'one JSON object on the last line')
    .action((id: string, options: NoiseCommandOptions) => testNoise(id, options, environment));
}

async function testNoise(id: string, options: NoiseCommandOptions, environment: CliEnvironment): Promise<void> {
  const set = loadRuleSet(options.workspace, await environment.likeness(options.workspace));
  const engine = new RuleEngine(compileRules(withReferences(set, id).rules, set));
  const located = set.rules.find(({ rule }) => rule.id === id);
  const rates = options.rate.split(',').map((share) => shareOf(share, '--rate'));
  const shared = { seed: wholeNumber(options.seed, '--seed'), roleSwaps: shareOf(options.roleSwaps, '--role-swaps') };
  const conversations = await storedConversations(options, environment);
  const ownTurns = (located?.tests ?? []).map(({ turns, given }) => readConversation(turns, given));
  const channel = new NoiseChannel(vocabularyOf([...conversations, ...ownTurns]));
  const reports = rates.map((rate): RateReport => {
    const noise = { rate, ...shared };
    const stored = overStored(new NoiseTest({ engine, rule: id, channel }, noise), conversations);
    return { rate, ...stored, tests: located === undefined ? [] : noisyRuleTests(located, engine, { ...noise, channel }) };
  });
  if (options.json) printJson({ rule: id, ...shared, rates: reports });
  else printReports(reports, shared);
}

function overStored(test: NoiseTest, conversations: readonly Conversation[]): NoiseResult & { readonly measured: number } {
  const errors: WordErrors[] = [];
  for (const [at, clean] of conversations.entries()) {
    const heard = test.add(clean);
    if (at >= measuredConversations) continue;
    for (const [turn, { text }] of clean.turns.entries()) errors.push(countWordErrors(text, heard.turns[turn]?.text ?? ''));
  }
  return { ...test.result(), measured: wordErrorRate(errors) };
}

/** The first in order of id, which is a hash, so that they are a random sample. */
async function storedConversations(options: NoiseCommandOptions, environment: CliEnvironment): Promise<Conversation[]> {
  const limit = wholeNumber(options.limit, '--limit');
  const conversations: Conversation[] = [];
  if (limit === 0) return conversations;
  const connection = await environment.connect({ data: options.data, workspace: options.workspace });
  try {
    const lines = createInterface({ input: Readable.from(connection.stream('/v1/interactions/export?format=jsonl')) });
    for await (const line of lines) {
      const conversation = line.trim() === '' ? null : conversationOfLine(line);
      if (conversation !== null) conversations.push(conversation);
      if (conversations.length >= limit) break;
    }
  } finally {
    await connection.close();
  }
  return conversations;
}

function printReports(reports: readonly RateReport[], { roleSwaps }: Pick<NoiseOptions, 'roleSwaps'>): void {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  printTable(
    ['word errors', 'measured', 'conversations', 'findings', 'kept', 'lost', 'new', 'kept share (95 %)'],
    reports.map(({ rate, measured, conversations, findings, kept, lost, appeared, keptShare }) => [
      percent(rate),
      percent(measured),
      conversations,
      findings,
      kept,
      lost,
      appeared,
      keptShare === null ? null : `${percent(keptShare.value)} (${keptShare.interval.map(percent).join(' to ')})`,
    ]),
  );
  for (const { rate, broke, byRoleSwaps, tests } of reports) {
    printLine(`\nat ${percent(rate)} word errors and ${percent(roleSwaps)} of turns given to the wrong party:`);
    for (const { said, heard, count } of broke) printLine(`  ${count}× ${said || '(nothing)'} → ${heard || '(nothing)'}`);
    if (byRoleSwaps > 0) printLine(`  ${byRoleSwaps}× the wrong party`);
    for (const { name, expect, passed } of tests) printLine(`  test passes ${percent(passed.value).padStart(7)}: ${name} (${expect})`);
  }
}

function shareOf(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new AppError('bad-usage', `${name} takes shares from 0 to 1, not "${text}"`);
  return value;
}
