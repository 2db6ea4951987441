import type { Role } from '../../../../src/domain/vocabulary.ts';
import { parseExpression } from '../../../../src/rules/parse.ts';
import type { Expression, ExpressionOf, Window } from '../../../../src/rules/syntax.ts';

/** Somebody says one of these phrases. */
export interface Saying {
  /** Null: anyone. */
  readonly who: Role | null;
  /** As the language writes them between quotes: `~` and `*` included. */
  readonly phrases: readonly string[];
}

export const places = ['anywhere', 'firstSeconds', 'lastSeconds', 'firstTurns', 'lastTurns'] as const;
export type Place = (typeof places)[number];

export const relations = ['after', 'before', 'not after', 'not before'] as const;
export type Relation = (typeof relations)[number];

/** What the builder can say. */
export interface Shape extends Saying {
  /** It is the absence that holds. */
  readonly isAbsent: boolean;
  readonly place: Place;
  /** Seconds or turns of the place. */
  readonly amount: number;
  readonly relation: (Saying & { readonly kind: Relation; readonly withinSeconds: number | null }) | null;
}

export const blankShape: Shape = { who: 'customer', phrases: [], isAbsent: false, place: 'anywhere', amount: 60, relation: null };

/** The expression of a shape, as a person would write it. */
export function printShape({ isAbsent, place, amount, relation, ...saying }: Shape): string {
  const window = place === 'anywhere' ? '' : ` ${windows[place](amount)}`;
  const within = relation === null || relation.withinSeconds === null ? '' : ` within ${relation.withinSeconds}s`;
  const other = relation === null ? '' : ` ${relation.kind} (${printSaying(relation)})${within}`;
  const text = `${printSaying(saying)}${window}${other}`;
  return isAbsent ? `not (${text})` : text;
}

const windows: Readonly<Record<Exclude<Place, 'anywhere'>, (amount: number) => string>> = {
  firstSeconds: (amount) => `in first ${amount}s`,
  lastSeconds: (amount) => `in last ${amount}s`,
  firstTurns: (amount) => `in first ${amount} turns`,
  lastTurns: (amount) => `in last ${amount} turns`,
};

function printSaying({ who, phrases }: Saying): string {
  const quoted = phrases.map((phrase) => `"${phrase.replaceAll(/["\\]/g, '\\$&')}"`);
  const text = quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(' | ')})`;
  return who === null ? text : `${who}: ${text}`;
}

/** Reads an expression back; null where it says more than the builder can show, comments included. */
export function readShape(text: string): Shape | null {
  if (/#/.test(text.replaceAll(/"[^"]*"/g, ''))) return null;
  const { expression } = parseExpression(text);
  if (expression === null) return null;
  return expression.kind === 'not' ? readSaid(expression.operand, true) : readSaid(expression, false);
}

function readSaid(expression: Expression, isAbsent: boolean): Shape | null {
  if (expression.kind !== 'relative') return readPlaced(expression, { isAbsent, relation: null });
  const { operand, other, direction, first, negated, withinMs } = expression;
  const saying = readSaying(other);
  if (first || saying === null || (withinMs !== null && withinMs % 1000 !== 0)) return null;
  const kind = negated ? (`not ${direction}` as const) : direction;
  return readPlaced(operand, { isAbsent, relation: { ...saying, kind, withinSeconds: withinMs === null ? null : withinMs / 1000 } });
}

function readPlaced(expression: Expression, rest: Pick<Shape, 'isAbsent' | 'relation'>): Shape | null {
  const isWindow = expression.kind === 'window';
  const place = isWindow ? readWindow(expression) : { place: 'anywhere' as const, amount: blankShape.amount };
  const saying = readSaying(isWindow ? expression.operand : expression);
  return place === null || saying === null ? null : { ...saying, ...place, ...rest };
}

function readWindow({ window, fully }: ExpressionOf<'window'>): Pick<Shape, 'place' | 'amount'> | null {
  if (fully) return null;
  const found = amountOf(window);
  return found !== null && Number.isInteger(found.amount) ? found : null;
}

function amountOf(window: Window): Pick<Shape, 'place' | 'amount'> | null {
  if (window.kind === 'time' && !window.fromRecording) return { place: `${window.edge}Seconds`, amount: window.ms / 1000 };
  return window.kind === 'turns' ? { place: `${window.edge}Turns`, amount: window.count } : null;
}

function readSaying(expression: Expression): Saying | null {
  const isRole = expression.kind === 'role';
  if (isRole && expression.speaker.nth !== null) return null;
  const said = isRole ? expression.operand : expression;
  const options = said.kind === 'either' ? said.options : [said];
  const phrases = options.flatMap((option) => (option.kind === 'phrase' ? [option.text] : []));
  return phrases.length === options.length ? { who: isRole ? expression.speaker.role : null, phrases } : null;
}
