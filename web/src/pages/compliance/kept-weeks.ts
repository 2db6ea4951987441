import type { CellValue, QueryResult, Rule } from '../../api.ts';
import { metricOf } from './compliance-queries.ts';

/** The same weeks as shares kept: a rule that looks for what must never happen is kept where it found nothing. */
export function keptWeeks(result: QueryResult, { id, manner }: Pick<Rule, 'id' | 'manner'>): QueryResult {
  if (manner === 'require') return result;
  const metric = metricOf(id);
  const kept = (cell: CellValue | undefined): CellValue | undefined =>
    cell?.state === 'measured' ? { ...cell, value: 1 - cell.value, interval: [1 - cell.interval[1], 1 - cell.interval[0]] } : cell;
  return {
    ...result,
    rows: result.rows.map((row) => {
      const value = kept(row.values[metric]);
      return value === undefined ? row : { ...row, values: { ...row.values, [metric]: value } };
    }),
  };
}
