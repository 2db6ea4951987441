import type { Command } from 'commander';
import { AppError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { expressionProblems } from '../../pipeline/rules/expression-problems.ts';
import { checkExpression } from '../../rules/check.ts';
import { compileRules, expressionsOf, referencedRules, walk } from '../../rules/compile.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import { decideAndEvaluate } from '../../rules/decide.ts';
import { RuleEngine } from '../../rules/evaluate.ts';
import type { Likeness } from '../../rules/likeness.ts';
import { parseExpression } from '../../rules/parse.ts';
import type { Program } from '../../rules/plan.ts';
import { noNeeds, type Rule, ruleOf } from '../../rules/rule.ts';
import { replay } from '../../rules/stream-replay.ts';
import type { CliEnvironment } from '../connection.ts';
import { printJson, printLine } from '../print.ts';
import { FileHistory } from './file-history.ts';
import { loadRuleSet, readLines } from './rules-workspace.ts';

interface EvalOptions {
  readonly file: string;
  readonly stream?: boolean;
  readonly json?: boolean;
  readonly workspace?: string;
}

/** `rules eval 'EXPR' --file F`: one line per conversation; the same bytes with and without `--stream`. */
export function ruleEvalCommand(rules: Command, environment: CliEnvironment): void {
  rules
    .command('eval')
    .description('Evaluate an expression on every conversation of a file.')
    .argument('<expression>', 'a rule expression, e.g. \'customer: "cancel my account" in first 60s\'')
    .requiredOption('--file <conversations>', 'conversation JSONL, plain or .gz')
    .option('--stream', 'feed each conversation word by word (voice) or message by message (text) to the live evaluator')
    .option('--workspace <folder>', 'take lists and rules from this workspace')
    .option('--json', 'one JSON object per line')
    .action((text: string, options: EvalOptions) => evaluate(text, options, environment));
}

async function evaluate(text: string, options: EvalOptions, environment: CliEnvironment): Promise<void> {
  const likeness = await environment.likeness(options.workspace);
  const program = expressionProgram(text, { workspace: options.workspace, likeness });
  const engine = new RuleEngine(program);
  const history = asksForContacts(program) ? await readHistory(options.file) : null;
  let unreadable = 0;
  for await (const line of readLines(options.file)) {
    const read = conversationOfLine(line);
    if (read === null) {
      unreadable++;
      continue;
    }
    const conversation = history === null ? read : history.withHistory(line, read);
    const finding = options.stream
      ? lastFinding(replay(program, conversation, { codes: engine.codes }))
      : decideAndEvaluate(engine, conversation).at(-1);
    if (finding === undefined) throw new AppError('internal', 'an expression without a finding');
    if (options.json) printJson(evaluationLine(finding, conversation));
    else
      printLine(
        `${conversation.id}\t${finding.verdict}${finding.reason === null ? '' : `(${finding.reason})`}\t${quotes(finding, conversation).join(' … ')}`,
      );
  }
  if (unreadable > 0) process.stderr.write(`${unreadable} lines hold no conversation\n`);
}

/** What rules said of other contacts is not known of a file, so `prior` is left to answer that it has no history. */
function asksForContacts(program: Program): boolean {
  const kinds = program.rules.flatMap(({ rule }) =>
    expressionsOf(rule).flatMap((expression) => [...walk(expression)].map(({ kind }) => kind)),
  );
  return kinds.includes('contacts') && !kinds.includes('prior');
}

/** A first pass over the file keeps when and how each customer was in contact, and nothing that was said. */
async function readHistory(file: string): Promise<FileHistory> {
  const history = new FileHistory();
  for await (const line of readLines(file)) {
    const conversation = conversationOfLine(line);
    if (conversation !== null) history.add(line, conversation);
  }
  return history;
}

function lastFinding(findings: readonly Finding[]): Finding | undefined {
  return findings.at(-1);
}

/** The expression as a rule beside the workspace's rules, which it may refer to. */
export function expressionProgram(text: string, { workspace, likeness }: { workspace: string | undefined; likeness: Likeness }): Program {
  const set = workspace === undefined ? null : loadRuleSet(workspace);
  const { expression, problems } = parseExpression(text);
  if (expression === null) throw expressionProblems(problems);
  const known: readonly Rule[] = set?.rules.map(({ rule }) => rule) ?? [];
  const names = { rules: new Set(known.map((rule) => rule.id)), lists: set?.lists ?? {} };
  const errors = checkExpression(expression, { manner: 'detect', lists: {}, tags: [] }, names).filter(
    (problem) => problem.severity === 'error',
  );
  if (errors.length > 0) throw expressionProblems(errors);
  const own = ruleOf(expression, { needs: noNeeds });
  return compileRules([...neededBy(own, known), own], { lists: set?.lists ?? {}, likeness });
}

/** The rules that an expression refers to, and those that they refer to. */
function neededBy(own: Rule, known: readonly Rule[]): Rule[] {
  const needed = new Set(referencedRules(own));
  for (const id of needed) for (const rule of known) if (rule.id === id) for (const next of referencedRules(rule)) needed.add(next);
  return known.filter(({ id }) => needed.has(id));
}

export function evaluationLine(finding: Finding, conversation: Conversation): object {
  return {
    id: conversation.id,
    verdict: finding.verdict,
    ...(finding.reason === null ? {} : { reason: finding.reason }),
    spans: finding.spans.map(({ turn, start, end, role, startMs, match }) => ({
      turn,
      start,
      end,
      text: conversation.turns[turn]?.text.slice(start, end) ?? '',
      role,
      startMs,
      match,
    })),
    ...(finding.decidedAtMs === null ? {} : { decidedAtMs: finding.decidedAtMs }),
  };
}

function quotes(finding: Finding, conversation: Conversation): string[] {
  return finding.spans.map((span) => conversation.turns[span.turn]?.text.slice(span.start, span.end) ?? '');
}
