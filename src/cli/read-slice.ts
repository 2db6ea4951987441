import type { MetricFilter } from '../analytics/metric-query.ts';
import { AppError } from '../domain/errors.ts';

export interface WrittenSlice {
  readonly filters: readonly MetricFilter[];
  readonly period?: { readonly from: string; readonly to: string };
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** `2026-03-01..2026-04-01`: from the first day to the day before the second. */
export function readPeriod(text: string): { from: string; to: string } {
  const [from = '', to = '', ...rest] = text.split('..');
  if (rest.length === 0 && dayPattern.test(from) && dayPattern.test(to) && from < to) return { from, to };
  throw new AppError(
    'bad-usage',
    `“${text}” is not a period: write FIRST..END, such as 2026-03-01..2026-04-01; the second day is not part of it.`,
  );
}

/** Periods and `dimension=value` (`value|other`), joined by commas: `queue=care,2026-03-01..2026-04-01`. */
export function readSlice(text: string): WrittenSlice {
  const parts = text.split(',').map((part) => part.trim());
  const periods = parts.filter((part) => part.includes('..') && !part.includes('='));
  if (periods.length > 1) throw new AppError('bad-usage', `“${text}” names two periods.`);
  const filters = parts.filter((part) => !periods.includes(part)).map(readFilter);
  const [period] = periods;
  return { filters, ...(period !== undefined && { period: readPeriod(period) }) };
}

/** The first `=` parts; a dimension may have a colon (`attribute:plan=gold`). */
export function readFilter(text: string): MetricFilter {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new AppError('bad-usage', `“${text}” is neither dimension=value nor a period FIRST..END.`);
  return { dimension: text.slice(0, at), in: text.slice(at + 1).split('|') };
}
