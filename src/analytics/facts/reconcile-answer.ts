import type { DailyFactStore } from '../../storage/daily-facts.ts';
import type { MetricFilter, MetricQuery } from '../metric-query.ts';
import type { QueryResult } from '../run-query.ts';

/** What the centre counted of the contacts that an answer is about. */
export interface AnswerReconciliation {
  readonly fact: string;
  readonly known: number;
  readonly analysed: number;
  readonly coverage: number;
}

/** Names under which a centre's volume is usually kept, the widest first. */
const volumeFacts = ['offered', 'contacts', 'answered', 'handled'] as const;

/** Beside the volume of the whole or of queues and channels; the centre has counted nothing finer, so elsewhere there is none. */
export async function reconcileAnswer(
  facts: DailyFactStore,
  { query, contacts, excluded }: QueryResult,
): Promise<AnswerReconciliation | undefined> {
  const cut = cutOf(query);
  if (cut === null) return undefined;
  for (const fact of volumeFacts) {
    const sums = await facts.sums({ name: fact, ...cut });
    const known = sums.reduce((sum, { value }) => sum + value, 0);
    if (known > 0) {
      const analysed = Object.values(excluded).reduce((sum, count) => sum + count, contacts);
      return { fact, known, analysed, coverage: analysed / known };
    }
  }
  return undefined;
}

function cutOf({ metrics, filters, period }: MetricQuery) {
  const values = (dimension: string) => filters.flatMap((filter) => (isOn(filter, dimension) ? filter.in : []));
  const known = filters.every((filter) => isOn(filter, 'queue') || isOn(filter, 'channel'));
  if (!metrics.includes('volume') || !known || period === undefined) return null;
  const [queues, channels] = [values('queue'), values('channel')];
  return { ...period, ...(queues.length > 0 && { queues }), ...(channels.length > 0 && { channels }) };
}

function isOn(filter: MetricFilter, dimension: string): filter is Extract<MetricFilter, { in: readonly string[] }> {
  return 'in' in filter && filter.dimension === dimension;
}
