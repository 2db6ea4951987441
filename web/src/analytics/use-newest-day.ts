import { addDays } from './periods.ts';
import { useMetricQuery } from './use-metric-query.ts';

/**
 * The last day with contacts that is not in the future (a source's clock may be wrong): what the pages look back from.
 * `undefined` while it is asked for, null when there are no contacts.
 */
export function useNewestDay() {
  const today = new Date().toISOString().slice(0, 10);
  const { data, error, refetch } = useMetricQuery({
    metrics: ['volume'],
    dimensions: ['day'],
    period: { from: '1970-01-01', to: addDays(today, 1) },
    sort: '-day',
    limit: 1,
  });
  const day = data === undefined ? undefined : (data.rows[0]?.dimensions.day ?? null);
  return { day, error, refetch };
}
