import { type MetricQuery, metricQuerySchema } from '../../src/analytics/metric-query.ts';

const year = { from: '2025-01-01', to: '2026-01-01' };
const ask = (query: object): MetricQuery => metricQuerySchema.parse({ period: year, ...query });

/** A dashboard over a year, and what its tiles ask. */
export const questions: Readonly<Record<string, MetricQuery>> = {
  volume_by_week: ask({ metrics: ['volume'], dimensions: ['week'] }),
  handling_by_queue: ask({ metrics: ['volume', 'handle_time', 'silence_share'], dimensions: ['queue'] }),
  sentiment_by_week: ask({ metrics: ['sentiment_end'], dimensions: ['week'] }),
  resolution_by_team: ask({ metrics: ['resolution', 'transfer_rate'], dimensions: ['team'] }),
  volume_by_driver: ask({ metrics: ['volume', 'resolution'], dimensions: ['driver'] }),
  driver_by_month: ask({ metrics: ['volume'], dimensions: ['driver', 'month'] }),
  product_by_channel: ask({ metrics: ['effort'], dimensions: ['attribute:product', 'channel'] }),
  rule_by_month: ask({ metrics: ['rule_rate:rule-3'], dimensions: ['month'] }),
  quarter_against_quarter: ask({
    metrics: ['handle_time', 'sentiment_end'],
    dimensions: ['queue'],
    period: { from: '2025-10-01', to: '2026-01-01' },
    compare: { period: { from: '2025-07-01', to: '2025-10-01' } },
  }),
};

interface PlainQuestion {
  readonly key: string;
  readonly value: string;
  readonly join?: boolean;
}

const measure = (name: string) => `measures['${name}']`;
const resolved = "CASE signals['resolved'] WHEN 'yes' THEN 1 WHEN 'no' THEN 0 END";

/** The first metric of some of them for DuckDB: values by customer first, then their spread, as the product does. */
export const plainQuestions: Readonly<Record<string, PlainQuestion>> = {
  volume_by_week: { key: "date_trunc('week', day)", value: '1' },
  handling_by_queue: { key: 'queue', value: measure('handle_time') },
  sentiment_by_week: { key: "date_trunc('week', day)", value: measure('sentiment.customer.end') },
  resolution_by_team: { key: 'teams[1]', value: resolved },
  volume_by_driver: { key: 'driver', value: '1', join: true },
  driver_by_month: { key: "driver || date_trunc('month', day)", value: '1', join: true },
  product_by_channel: { key: "attributes['product'] || channel", value: measure('effort.points') },
};

export function duckdbSql({ key, value, join }: PlainQuestion): string {
  const from = join ? 'interactions LEFT JOIN driver_assignments USING (interaction)' : 'interactions';
  return `SELECT k, sum(n), sum(x), sum(x * x), sum(x * n), sum(n * n), count(*) FROM (
    SELECT ${key} AS k, customer_keys[1] AS c, count(v) AS n, sum(v) AS x FROM (SELECT *, ${value} AS v FROM ${from}
      WHERE day >= DATE '2025-01-01' AND day < DATE '2026-01-01' AND coalesce(attributes['test'], '') NOT IN ('true', '1', 'yes')
        AND NOT (channel = 'voice' AND ${measure('duration')} < 10000)) GROUP BY k, c) GROUP BY k ORDER BY k`;
}
