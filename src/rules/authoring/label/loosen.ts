import { parseExpression } from '../../parse.ts';
import { readPhrase } from '../../phrase.ts';
import { printExpression } from '../../print.ts';
import type { Lists, Rule } from '../../rule.ts';
import type { Comparator, Expression, ExpressionOf, Literal, Window } from '../../syntax.ts';

/** Which way: a wider expression is met by all that the rule is met by and by more, a narrower one by less. */
type Way = 'wider' | 'narrower';

interface Context {
  readonly way: Way;
  readonly lists: Lists;
  /** Inside near and then, where words are wanted and whole sentences have no place. */
  readonly inStream: boolean;
}

/** Windows, times and distances grow to this much of themselves, or shrink to its inverse. */
const stretch = 3;
/** Thresholds of measures and lengths give way by this share. */
const thresholdShare = 0.2;
const looseLikeness = 0.6;
/** Of two telling words a sentence that shares most has both, which near finds at less cost. */
const leastForLikeness = 3;
/** Longer lists stay as they are: loosening each entry would only find everything. */
const mostEntries = 40;

/**
 * The rule made easier to fire, to find what it may have missed: words in any form and order, its windows stretched, whoever
 * says it, sentences that share its words. For `require`, where a miss fires, it is made harder to meet: found late, far apart or only
 * just is near a miss. A score's threshold gives way instead of its parts.
 */
export function loosenRule(rule: Rule, id: string, lists: Lists): Rule {
  const context: Context = { way: rule.manner === 'detect' ? 'wider' : 'narrower', lists: { ...lists, ...rule.lists }, inStream: false };
  const { body } = rule;
  if (body.kind === 'score') {
    const threshold = shifted(body.threshold, body.comparator, context.way);
    return { ...rule, id, body: { ...body, threshold }, applies: null };
  }
  const loose = loosen(body.expression, context);
  const expression = loose === null ? body.expression : (parseExpression(printExpression(loose)).expression ?? body.expression);
  return { ...rule, id, body: { kind: 'expression', expression }, applies: null, needs: { fullWindow: false, asr: null } };
}

/** Null where nothing of the expression is left to ask for. */
function loosen(expression: Expression, context: Context): Expression | null {
  switch (expression.kind) {
    case 'phrase':
      return context.way === 'wider' ? widerPhrase(expression, context) : expression;
    case 'list':
      return context.way === 'wider' ? widerList(expression, context) : expression;
    case 'like':
      return { ...expression, threshold: context.way === 'wider' ? expression.threshold * 0.8 : Math.min(1, expression.threshold * 1.1) };
    case 'either':
      return { ...expression, options: expression.options.map((option) => loosen(option, context) ?? option) };
    case 'event':
      return expression.comparator === null
        ? expression
        : { ...expression, ms: Math.round(shifted(expression.ms, expression.comparator, context.way)) };
    case 'turnWhere':
      return { ...expression, value: shifted(expression.value, expression.comparator, context.way) };
    case 'compare':
      return loosenCompare(expression, context);
    default:
      return loosenOperator(expression, context);
  }
}

function loosenOperator(expression: Expression, context: Context): Expression | null {
  const isWider = context.way === 'wider';
  const inner = (operand: Expression, changes: Partial<Context> = {}) => loosen(operand, { ...context, ...changes }) ?? operand;
  switch (expression.kind) {
    case 'role':
      // Who speaks is a guess often enough, so wider means whoever says it.
      return isWider ? loosen(expression.operand, context) : { ...expression, operand: inner(expression.operand) };
    case 'near':
    case 'then': {
      const words = isWider ? expression.words * stretch + 2 : Math.floor(expression.words / stretch);
      const operands = { left: inner(expression.left, { inStream: true }), right: inner(expression.right, { inStream: true }) };
      return { ...expression, kind: isWider ? 'near' : expression.kind, words, ...operands };
    }
    case 'notNear':
    case 'notIn':
      return isWider ? loosen(expression.left, context) : { ...expression, left: inner(expression.left) };
    case 'window':
      return { ...expression, operand: inner(expression.operand), window: stretched(expression.window, isWider) };
    case 'atTurn':
    case 'withAsr':
      return isWider ? loosen(expression.operand, context) : { ...expression, operand: inner(expression.operand) };
    case 'same':
      return { ...expression, left: inner(expression.left, { inStream: true }), right: inner(expression.right, { inStream: true }) };
    case 'relative':
      if (isWider && (expression.negated || expression.first)) return loosen(expression.operand, context);
      return { ...expression, operand: inner(expression.operand), withinMs: scaled(expression.withinMs, isWider) };
    case 'sequence':
      return {
        ...expression,
        steps: expression.steps.map((step) => inner(step, { inStream: true })),
        withinMs: scaled(expression.withinMs, isWider),
      };
    default:
      return loosenLogic(expression, context);
  }
}

function loosenLogic(expression: Expression, context: Context): Expression | null {
  const isWider = context.way === 'wider';
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const [left, right] = [loosen(expression.left, context), loosen(expression.right, context)];
      return left !== null && right !== null ? { ...expression, left, right } : (left ?? right);
    }
    case 'unless':
      return isWider ? loosen(expression.left, context) : { ...expression, left: loosen(expression.left, context) ?? expression.left };
    case 'not': {
      const operand = loosen(expression.operand, { ...context, way: isWider ? 'narrower' : 'wider' });
      return operand === null ? null : { ...expression, operand };
    }
    default:
      return expression;
  }
}

function loosenCompare(expression: ExpressionOf<'compare'>, context: Context): Expression {
  const { subject, comparator, value } = expression;
  const counted = subject.kind === 'count' || subject.kind === 'distinct' || subject.kind === 'contacts';
  const loose =
    subject.kind === 'count' || subject.kind === 'distinct'
      ? { ...subject, operand: loosen(subject.operand, context) ?? subject.operand }
      : subject;
  return { ...expression, subject: loose, value: looseValue(value, comparator, { way: context.way, counted }) };
}

function looseValue(value: Literal, comparator: Comparator, { way, counted }: { way: Way; counted: boolean }): Literal {
  if (value.kind === 'text' || value.kind === 'time') return value;
  if (!counted) return { ...value, value: shifted(value.value, comparator, way) };
  const step = shifted(value.value, comparator, way) - value.value;
  return { ...value, value: Math.max(step < 0 ? 1 : 0, value.value + Math.sign(step)) };
}

/** A threshold that gives way; equality stays. */
function shifted(value: number, comparator: Comparator, way: Way): number {
  const direction = comparator.startsWith('>') ? -1 : comparator.startsWith('<') ? 1 : 0;
  return value + direction * (way === 'wider' ? 1 : -1) * Math.abs(value) * thresholdShare;
}

function scaled(ms: number | null, isWider: boolean): number | null {
  return ms === null ? null : Math.round(isWider ? ms * stretch : ms / stretch);
}

function stretched(window: Window, isWider: boolean): Window {
  const factor = isWider ? stretch : 1 / stretch;
  switch (window.kind) {
    case 'time':
      return { ...window, ms: Math.max(1, Math.round(window.ms * factor)) };
    case 'between': {
      const half = ((window.toMs - window.fromMs) * factor) / 2;
      const middle = (window.fromMs + window.toMs) / 2;
      return { ...window, fromMs: Math.max(0, Math.round(middle - half)), toMs: Math.round(middle + half) + 1 };
    }
    case 'share':
      return { ...window, share: Math.min(1, Math.round(window.share * factor * 100) / 100) || 0.01 };
    default:
      return { ...window, count: Math.max(1, Math.round(window.count * factor)) };
  }
}

/** Words that say little of what a phrase is about: a near miss may do without them. */
const littleWords = new Set(
  'a an and are as at be been but by can could did do for from had has have i if in is it its me my of on or our please so that the their there this to us was we were will with would you your'.split(
    ' ',
  ),
);

/** Its telling words in any form and order, or a sentence that shares most of them; a single word also misspelt. */
function widerPhrase(expression: Words, context: Context): Expression {
  const chunks = expression.text.split(/\s+/).filter((chunk) => chunk !== '' && chunk !== '_');
  const telling = chunks.filter((chunk) => !littleWords.has(chunk.toLowerCase()));
  const words = telling.length === 0 ? chunks : telling;
  const found = words.map((word) => phrase(anyForm(word)));
  const [first, ...others] = found;
  if (first === undefined || (telling.length === 0 && chunks.length > 1)) return expression;
  const near = others.reduce<Expression>((left, right) => ({ ...nowhere, kind: 'near', words: 2 * chunks.length, left, right }), first);
  const isPlain = chunks.every((chunk) => /^~?[a-z']+$/i.test(chunk));
  if (!isPlain) return near;
  if (others.length > 0)
    return context.inStream || words.length < leastForLikeness
      ? near
      : either([near, { ...nowhere, kind: 'like', text: expression.text.replaceAll('~', ''), threshold: looseLikeness }]);
  const [word = ''] = words;
  return word.length < 6 || word.startsWith('~') ? near : either([near, { ...phrase(word), kind: 'fuzzy' }]);
}

/** `~word` where the word has forms; contractions and patterns stay as they are. */
function anyForm(word: string): string {
  const inflected = `~${word.toLowerCase()}`;
  return readPhrase(inflected).problems.length === 0 ? inflected : word;
}

function widerList(expression: ExpressionOf<'list'>, context: Context): Expression {
  const entries = context.lists[expression.name];
  if (entries === undefined || entries.length === 0 || entries.length > mostEntries) return expression;
  return either(entries.map((entry) => widerPhrase(phrase(entry), context)));
}

type Words = ExpressionOf<'phrase' | 'fuzzy' | 'sounds'>;

const nowhere = { from: 0, to: 0 } as const;

function phrase(text: string): Words {
  return { ...nowhere, kind: 'phrase', text, textFrom: 0 };
}

function either(options: readonly Expression[]): Expression {
  return { ...nowhere, kind: 'either', options };
}
