import { type InteractionState, interactionStates } from '../../domain/interaction.ts';
import type { CoverageRow } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { time } from './conversation-query.ts';
import { joinSql, sql } from './sql.ts';

interface CountedRow {
  readonly day: string;
  readonly queue: string;
  readonly channel: CoverageRow['channel'];
  readonly states: Readonly<Record<string, string>>;
  readonly losses: Readonly<Record<string, string>>;
}

const columns = sql`day, queue, channel, sumMap(map(state, 1)) AS states,
  sumMapIf(map(if(state_reason = '', 'unknown', state_reason), 1), state != 'assessable') AS losses`;

/** Each state includes those beyond it: what is assessable was transcribed, received, recorded and occurred. */
export async function coverage(
  { engine, query }: ContentContext,
  range: { readonly from?: string; readonly to?: string },
): Promise<readonly CoverageRow[]> {
  const at = sql`ifNull(started_at, partition_at)`;
  const bounds = [sql`1`];
  if (range.from !== undefined) bounds.push(sql`${at} >= ${time(range.from)}`);
  if (range.to !== undefined) bounds.push(sql`${at} < ${time(range.to)}`);
  const tail = sql`GROUP BY day, queue, channel ORDER BY day, queue, channel`;
  const rows = await engine.query<CountedRow>(query.interactions(columns, joinSql(bounds, ' AND '), tail));
  return rows.map(({ day, queue, channel, states, losses }) => ({
    day,
    queue,
    channel,
    occurred: reached('occurred', states),
    recorded: reached('recorded', states),
    received: reached('received', states),
    transcribed: reached('transcribed', states),
    assessable: reached('assessable', states),
    losses: Object.fromEntries(Object.entries(losses).map(([reason, count]) => [reason, Number(count)])),
  }));
}

function reached(state: InteractionState, counts: Readonly<Record<string, string>>): number {
  const beyond = interactionStates.slice(0, interactionStates.indexOf(state) + 1);
  return beyond.reduce((sum, each) => sum + Number(counts[each] ?? 0), 0);
}
