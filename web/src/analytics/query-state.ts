import type { QueryBody, QueryFilter } from '../api.ts';
import { timeDimensions } from './dimension-value.ts';
import { isDay, periodBefore } from './periods.ts';

/** The state of the query page as its address holds it: names by comma, filters as the JSON that the API takes. */
export interface QueryState {
  readonly metrics?: string;
  readonly by?: string;
  readonly filters?: string;
  readonly from?: string;
  readonly to?: string;
  /** `before`: against the period before. */
  readonly compare?: 'before';
}

/** At most so many of each, as the API has it. */
export const mostMetrics = 20;
export const mostDimensions = 4;

export function readQueryState(raw: Readonly<Record<string, unknown>>): QueryState {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name] !== '' ? { [name]: raw[name] } : {});
  const day = (name: string) => (isDay(raw[name]) ? { [name]: raw[name] } : {});
  const compare = raw.compare === 'before' ? { compare: 'before' as const } : {};
  return { ...text('metrics'), ...text('by'), ...text('filters'), ...day('from'), ...day('to'), ...compare };
}

/** What is asked of the API. Days as the API takes them: `to` is the day after the last. */
export function queryOf({ metrics, by, filters, from, to, compare }: QueryState): QueryBody {
  const names = namesOf(metrics).slice(0, mostMetrics);
  const dimensions = namesOf(by).slice(0, mostDimensions);
  const chosen = filtersOf(filters);
  const period = from && to && from < to ? { from, to } : undefined;
  const comparable = compare === 'before' && period && canCompare(dimensions);
  return {
    metrics: names.length > 0 ? names : ['volume'],
    ...(dimensions.length > 0 && { dimensions }),
    ...(chosen.length > 0 && { filters: chosen }),
    ...(period && { period }),
    ...(comparable && { compare: { period: periodBefore(period) } }),
  };
}

/** Time buckets of two periods are matched by nothing. */
export function canCompare(dimensions: readonly string[]): boolean {
  return !dimensions.some((name) => timeDimensions.has(name) || name === 'weekday');
}

/** The address of a query, for links to it. */
export function stateOf({ metrics, dimensions = [], filters = [], period, compare }: QueryBody): QueryState {
  return {
    metrics: metrics.join(','),
    ...(dimensions.length > 0 && { by: dimensions.join(',') }),
    ...(filters.length > 0 && { filters: JSON.stringify(filters) }),
    ...(period && { from: period.from, to: period.to }),
    ...(compare && { compare: 'before' as const }),
  };
}

export function namesOf(list: string | undefined): string[] {
  const names = (list ?? '').split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** An address that a person edited may hold anything: what is no filter is left out. */
export function filtersOf(text: string | undefined): QueryFilter[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isFilter) : [];
  } catch {
    return [];
  }
}

function isFilter(value: unknown): value is QueryFilter {
  if (typeof value !== 'object' || value === null) return false;
  const { dimension, measure, in: among, notIn } = value as Readonly<Record<string, unknown>>;
  const values = among ?? notIn;
  const areValues = Array.isArray(values) && values.length > 0 && values.every((each) => typeof each === 'string');
  return (typeof dimension === 'string' && areValues) || typeof measure === 'string';
}
