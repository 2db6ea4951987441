import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import { findingsOf, RuleEngine } from '../../rules/evaluate.ts';
import { explainRule, printExplanation } from '../../rules/explain.ts';
import type { CliEnvironment, Connection, DataOptions } from '../connection.ts';
import { withDataOptions } from '../data-options.ts';
import { printJson, printLine } from '../print.ts';
import { evaluationLine, expressionProgram } from './rules-eval.ts';
import { loadRuleSet } from './rules-workspace.ts';

interface TryOptions extends DataOptions {
  readonly json?: boolean;
}

/** How many hits `try` shows. */
const exampleCount = 10;

/** Commands that read the conversations of a data folder: one pass over the export, in constant memory. */
export function ruleStoreCommands(rules: Command, environment: CliEnvironment): void {
  withDataOptions(rules.command('try'))
    .description('Run an expression over all stored conversations.')
    .argument('<expression>')
    .option('--json', 'one JSON object on the last line')
    .action((text: string, options: TryOptions) => tryExpression(text, options, environment));
  withDataOptions(rules.command('backtest'))
    .description('Run one rule of the workspace over all stored conversations.')
    .argument('<id>')
    .option('--json', 'one JSON object on the last line')
    .action((id: string, options: TryOptions) => tryExpression(`rule(${id})`, options, environment));
  withDataOptions(rules.command('explain'))
    .description('Say in words why a rule gives its verdict on a stored conversation.')
    .argument('<id>', 'a rule of the workspace')
    .argument('<interaction>', 'id of a conversation')
    .action((id: string, interaction: string, options: DataOptions) => explain(id, interaction, options, environment));
}

async function tryExpression(text: string, options: TryOptions, environment: CliEnvironment): Promise<void> {
  const engine = new RuleEngine(expressionProgram(text, options.workspace));
  const counts = { met: 0, missed: 0, 'not-assessable': 0 };
  const examples: object[] = [];
  const started = performance.now();
  const connection = await environment.connect({ data: options.data, workspace: options.workspace });
  try {
    for await (const conversation of storedConversations(connection)) {
      const finding = findingsOf(engine, conversation).find((candidate) => candidate.rule === 'expression');
      if (finding === undefined) continue;
      counts[finding.verdict]++;
      if (finding.verdict === 'met' && examples.length < exampleCount) examples.push(evaluationLine(finding, conversation));
    }
  } finally {
    await connection.close();
  }
  const seconds = Math.round(performance.now() - started) / 1000;
  const { met, missed } = counts;
  if (options.json) printJson({ met, missed, notAssessable: counts['not-assessable'], seconds, examples });
  else {
    for (const example of examples) printLine(JSON.stringify(example));
    printLine(`${met} met, ${missed} missed, ${counts['not-assessable']} not assessable, in ${seconds} s`);
  }
}

async function* storedConversations(connection: Connection): AsyncGenerator<Conversation> {
  const input = Readable.from(connection.stream('/v1/interactions/export?format=jsonl'));
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const conversation = line.trim() === '' ? null : conversationOfLine(line);
    if (conversation !== null) yield conversation;
  }
}

async function explain(id: string, interaction: string, options: DataOptions, environment: CliEnvironment): Promise<void> {
  const set = loadRuleSet(options.workspace);
  const located = set.rules.find(({ rule }) => rule.id === id);
  if (located === undefined) throw new AppError('not-found', `there is no rule ${id} in ${options.workspace}`);
  const connection = await environment.connect({ data: options.data, workspace: options.workspace });
  try {
    const record = await connection.request<unknown>('GET', `/v1/interactions/${encodeURIComponent(interaction)}`);
    const conversation = conversationOfLine(JSON.stringify(record));
    if (conversation === null) throw new AppError('not-found', `there is no conversation ${interaction}`);
    const rules = set.rules.map(({ rule }) => rule);
    for (const part of explainRule(located.rule, conversation, { rules, lists: set.lists })) printLine(printExplanation(part));
  } finally {
    await connection.close();
  }
}
