import { z } from 'zod';
import { AppError, messageOf } from '../domain/errors.ts';
import type { Condition } from '../storage/aggregate.ts';
import { conditionOf, dimensionNamed, type MetricQuery, metricQuerySchema } from './metric-query.ts';
import { defaultExclusions } from './model.ts';

/** One row of a result: the question, and the values of its dimensions. */
export interface Cell {
  readonly query: MetricQuery;
  readonly keys: readonly string[];
}

/** The conversations that a number counts: what they meet, and the days they lie in. */
export interface BehindCell {
  readonly condition: Condition;
  readonly fromDay?: string;
  readonly toDay?: string;
}

const cellSchema = z.tuple([
  metricQuerySchema.pick({ dimensions: true, filters: true, period: true, include: true }),
  z.array(z.string()).max(4),
]);

export function encodeCell({ query, keys }: Cell): string {
  const { dimensions, filters, period, include } = query;
  return Buffer.from(JSON.stringify([{ dimensions, filters, period, include }, keys])).toString('base64url');
}

/** Opens a number down to its conversations; an error when the text is not a cell. */
export function behindCell(text: string): BehindCell {
  const [query, keys] = readCell(text);
  const filters = conditionOf(query.filters);
  const included = defaultExclusions.filter(({ reason }) => !query.include.includes(reason));
  const conditions: Condition[] = [
    ...(filters ? [filters] : []),
    ...query.dimensions.map((name, index): Condition => ({ kind: 'in', of: dimensionNamed(name), values: [keys[index] ?? ''] })),
    { kind: 'none', conditions: included.map(({ condition }) => condition) },
  ];
  return { condition: { kind: 'all', conditions }, ...(query.period && { fromDay: query.period.from, toDay: query.period.to }) };
}

function readCell(text: string) {
  try {
    return cellSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (error) {
    throw new AppError('bad-request', `\`cell\` is not the cell of a result: ${messageOf(error).slice(0, 200)}`, { cause: error });
  }
}
