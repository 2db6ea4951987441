import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { type Condition, type Dimension, fieldNames, timeGrains } from '../storage/aggregate.ts';

/**
 * A question about numbers, as the command line, the API and the page ask it. Dimensions: a time grain (`week`), a field
 * (`queue`), `attribute:NAME` or `rule:ID`. Metrics: docs/METRICS.md.
 */
export const filterSchema = z.union([
  z.strictObject({ dimension: z.string(), in: z.array(z.string()).min(1).max(1000) }),
  z.strictObject({ dimension: z.string(), notIn: z.array(z.string()).min(1).max(1000) }),
  z.strictObject({ measure: z.string(), from: z.number().optional(), to: z.number().optional() }),
]);

export const periodSchema = z
  .strictObject({ from: z.iso.date().describe('first day'), to: z.iso.date().describe('the day after the last') })
  .refine(({ from, to }) => from < to, 'The period is empty: `from` must be before `to`.');

export const metricQuerySchema = z.strictObject({
  metrics: z.array(z.string()).min(1).max(20),
  dimensions: z.array(z.string()).max(4).default([]),
  filters: z.array(filterSchema).max(50).default([]),
  period: periodSchema.optional(),
  /** The same question about another period or other filters, beside the first. */
  compare: z.strictObject({ period: periodSchema.optional(), filters: z.array(filterSchema).max(50).optional() }).optional(),
  /** A metric or dimension; `-` before it: greatest first. */
  sort: z.string().optional(),
  limit: z.number().int().min(1).max(10_000).default(1000),
  /** Reasons of exclusion that are not applied: `voicemail`, `short` … */
  include: z.array(z.string()).default([]),
  /** Groups with fewer contacts have no value, only their count. */
  minimum: z.number().int().min(1).default(10),
});

export type MetricQuery = z.output<typeof metricQuerySchema>;
export type MetricFilter = z.output<typeof filterSchema>;

/** How each kind of dimension is written, for documents and messages. */
export const dimensionNames: readonly string[] = [...timeGrains, ...fieldNames, 'attribute:NAME', 'rule:ID'];

/** The dimension of this name, or an error that names those there are. */
export function dimensionNamed(name: string): Dimension {
  const grain = timeGrains.find((each) => each === name);
  if (grain) return { kind: 'time', grain };
  const field = fieldNames.find((each) => each === name);
  if (field) return { kind: 'field', name: field };
  const [prefix, ...rest] = name.split(':');
  const argument = rest.join(':');
  if (argument !== '' && prefix === 'attribute') return { kind: 'attribute', name: argument };
  if (argument !== '' && prefix === 'rule') return { kind: 'rule', rule: argument };
  throw new AppError('bad-request', `There is no dimension ${name}; there are ${dimensionNames.join(', ')}.`);
}

/** All filters must hold; null when there are none. */
export function conditionOf(filters: readonly MetricFilter[]): Condition | null {
  const conditions = filters.map((filter): Condition => {
    if ('in' in filter) return { kind: 'in', of: dimensionNamed(filter.dimension), values: filter.in };
    if ('notIn' in filter) return { kind: 'not-in', of: dimensionNamed(filter.dimension), values: filter.notIn };
    const { measure: name, from, to } = filter;
    return { kind: 'between', of: { kind: 'measure', name }, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  });
  return conditions.length === 0 ? null : { kind: 'all', conditions };
}
