import type { SearchedWindow, UnassessableReason } from '../domain/finding.ts';
import { typeOf } from './check.ts';
import { compileRules } from './compile.ts';
import type { Conversation } from './conversation.ts';
import { RuleEngine } from './evaluate.ts';
import type { Likeness } from './likeness.ts';
import { printExpression } from './print.ts';
import { type Lists, type Rule, ruleOf } from './rule.ts';
import { type Expression, operandsOf } from './syntax.ts';

/** One part of a rule on one conversation: what it says, what came of it, and what was found. */
export interface Explanation {
  /** The part as text. */
  readonly expression: string;
  readonly outcome: 'met' | 'missed' | 'not assessable';
  readonly reason: UnassessableReason | null;
  /** One sentence for people. */
  readonly words: string;
  readonly quotes: readonly { readonly turn: number; readonly role: string; readonly text: string; readonly startMs: number | null }[];
  readonly searched: SearchedWindow | null;
  readonly parts: readonly Explanation[];
}

export interface ExplainContext {
  readonly rules: readonly Rule[];
  readonly lists: Lists;
  readonly likeness?: Likeness;
}

/** Why a rule says what it says on a conversation: its tree, each part judged by the engine itself on its own. */
export function explainRule(rule: Rule, conversation: Conversation, context: ExplainContext): Explanation[] {
  const body = rule.body.kind === 'expression' ? [rule.body.expression] : rule.body.terms.map((term) => term.when);
  const tops = rule.applies === null ? body : [rule.applies, ...body];
  return tops.map((expression) => explain(expression, { rule, conversation, context }));
}

interface Setting {
  readonly rule: Rule;
  readonly conversation: Conversation;
  readonly context: ExplainContext;
}

const conditions = new Set<Expression['kind']>(['and', 'or', 'not', 'unless', 'compare', 'member', 'rule', 'prior']);

function explain(expression: Expression, setting: Setting): Explanation {
  const { conversation, context, rule } = setting;
  const own = ruleOf(expression, { id: '-explained', lists: rule.lists });
  const engine = new RuleEngine(compileRules([...context.rules, own], context));
  engine.run(conversation);
  const finding = engine.findings().find((candidate) => candidate.rule === '-explained');
  const verdict = finding?.verdict ?? 'not-assessable';
  const quotes = (finding?.spans ?? []).map((span) => ({
    turn: span.turn,
    role: span.role,
    text: conversation.turns[span.turn]?.text.slice(span.start, span.end) ?? '',
    startMs: span.startMs,
  }));
  const partial = { expression: printExpression(expression), reason: finding?.reason ?? null, quotes, searched: finding?.searched ?? null };
  const outcome = verdict === 'not-assessable' ? 'not assessable' : verdict;
  return {
    ...partial,
    outcome,
    words: inWords({ ...partial, outcome }, expression.kind),
    parts: explainedParts(expression, outcome, setting),
  };
}

/** Of alternatives only those that were found are worth a line; where none was, the line above has said so. */
function explainedParts(expression: Expression, outcome: Explanation['outcome'], setting: Setting): readonly Explanation[] {
  const alternatives = expression.kind === 'either' || (expression.kind === 'role' && expression.operand.kind === 'either');
  if (alternatives && outcome === 'missed') return [];
  const parts = partsOf(expression).map((part) => explain(part, setting));
  return alternatives ? parts.filter((part) => part.outcome !== 'missed') : parts;
}

/** Parts that can be judged on their own; a role keeps its words, so its inside is not judged without it. */
function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'role') {
    const { operand, speaker } = expression;
    return operandsOf(operand)
      .filter((part) => typeOf(part) === 'spans' && part.kind !== 'role')
      .map((part) => ({ kind: 'role', speaker, operand: part, from: part.from, to: part.to }));
  }
  if (expression.kind === 'compare' || expression.kind === 'member') {
    return expression.subject.kind === 'count' || expression.subject.kind === 'distinct' ? operandsOf(expression.subject) : [];
  }
  const parts = expression.kind === 'and' || expression.kind === 'or' ? chained(expression, expression.kind) : operandsOf(expression);
  return parts.every((part) => typeOf(part) === 'spans' || conditions.has(part.kind)) ? parts : [];
}

/** `a and b and c` is one list of three, not a pair within a pair. */
function chained(expression: Expression, kind: 'and' | 'or'): readonly Expression[] {
  return expression.kind === kind ? operandsOf(expression).flatMap((part) => chained(part, kind)) : [expression];
}

/** What is not made of words is not searched for in words. */
const wordless: Partial<Record<Expression['kind'], string>> = { event: 'no such event', turnWhere: 'no such turn' };

function inWords(part: Omit<Explanation, 'words' | 'parts'>, kind: Expression['kind']): string {
  const [first] = part.quotes;
  if (part.outcome === 'not assessable') return `cannot be judged: ${reasonWords[part.reason ?? 'no-transcript']}`;
  if (first !== undefined)
    return `found ${part.quotes.length === 1 ? 'once' : `${part.quotes.length} times`}, first: ${first.role} in turn ${first.turn + 1}${clock(first.startMs)}: “${first.text}”`;
  if (part.searched === null) return part.outcome === 'met' ? 'holds' : 'does not hold';
  if (part.outcome === 'missed' && wordless[kind] !== undefined) return wordless[kind];
  const { role, words, turns, fromMs, toMs, lowestConfidence } = part.searched;
  const window = toMs === null ? '' : ` from${clock(fromMs ?? 0)} to${clock(toMs)}`;
  const confidence = lowestConfidence === null ? '' : `, lowest recognition confidence ${lowestConfidence}`;
  const who = role === 'anyone' ? 'anyone’s' : `the ${role}’s`;
  return `${part.outcome === 'met' ? 'holds' : 'not found'}: searched ${words} of ${who} words in ${turns} ${turns === 1 ? 'turn' : 'turns'}${window}${confidence}`;
}

function clock(ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.floor(ms / 1000);
  return ` ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const reasonWords: Readonly<Record<UnassessableReason, string>> = {
  'does-not-apply': 'the rule does not apply here',
  'no-transcript': 'there are no words',
  'no-such-role': 'nobody of that role spoke',
  'role-unsure': 'who spoke is a guess',
  'too-short': 'the conversation ended before its window did',
  'window-redacted': 'words in the window are masked',
  'window-paused': 'the recording was paused in the window',
  language: 'the words are in another language',
  'no-clock': 'there is no time to count from',
  'metric-unknown': 'the value is not known',
  'no-history': 'the customer’s other contacts are not known',
  'low-confidence': 'the words were recognised too badly',
};

/** Longer parts than this are cut in the tree; their own parts stand below them. */
const maxPrinted = 160;

function shortened(text: string): string {
  return text.length <= maxPrinted ? text : `${text.slice(0, maxPrinted)}…`;
}

/** The explanation as an indented tree for the terminal. */
export function printExplanation(explanation: Explanation, depth = 0): string {
  const mark = { met: '✓', missed: '✗', 'not assessable': '?' }[explanation.outcome];
  const line = `${'  '.repeat(depth)}${mark} ${shortened(explanation.expression)}\n${'  '.repeat(depth)}  ${explanation.words}`;
  return [line, ...explanation.parts.map((part) => printExplanation(part, depth + 1))].join('\n');
}
