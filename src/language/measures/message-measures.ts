import type { InteractionEvent, Turn } from '../../domain/interaction.ts';
import { isOpen } from './business-hours.ts';
import { type Interval, totalMs } from './intervals.ts';
import { longestMs, type MeasureResults, type MeasureScope, type MeasureValue } from './measure-scope.ts';

/** The course of a written contact: who wrote how often, who waited, when. */
export function messageMeasures(scope: MeasureScope): MeasureResults {
  const { turns, events, thresholds } = scope;
  const isClocked = turns.length > 1 && turns.every((turn) => turn.startMs !== null);
  const gaps = idleGaps(turns).filter((gap) => gap.endMs - gap.startMs >= thresholds.idleGapSeconds * 1000);
  const gapless: MeasureValue = turns.length < 2 ? 'too-short' : 'no-clock';
  const count = (role: string) => turns.filter((turn) => turn.role === role).length;
  const last = turns.at(-1);
  return {
    one_touch: count('customer') === 0 || count('agent') === 0 ? 'no-such-role' : Number(count('agent') === 1),
    unanswered_last: last === undefined ? 'too-short' : Number(last.role === 'customer' && !isClosedAfter(last, events)),
    'reopen.count': reopenCount(turns, events),
    bot_handoff_turn: botHandoffTurn(turns),
    'idle_gap.count': isClocked ? gaps.length : gapless,
    'idle_gap.longest': isClocked ? longestMs(idleGaps(turns)) : gapless,
    'idle_gap.total': isClocked ? totalMs(gaps) : gapless,
    'after_hours.share': afterHoursShare(scope),
    ...(scope.interaction.channel === 'email' && { thread_depth: turns.filter((turn) => turn.text.trim() !== '').length }),
  };
}

export interface IdleGap extends Interval {
  /** Position of the message that ended it. */
  readonly turn: number;
}

/** The time between one message and the next. */
export function idleGaps(turns: readonly Turn[]): readonly IdleGap[] {
  return turns.flatMap(({ startMs }, position) => {
    const next = turns[position + 1]?.startMs ?? null;
    return startMs === null || next === null || next <= startMs ? [] : [{ startMs, endMs: next, turn: position + 1 }];
  });
}

function isClosedAfter(turn: Turn, events: readonly InteractionEvent[]): boolean {
  return events.some((event) => event.kind === 'close' && event.startMs >= (turn.startMs ?? 0));
}

/** Closes after which the customer wrote again; unknown where no close is known. */
function reopenCount(turns: readonly Turn[], events: readonly InteractionEvent[]): MeasureValue {
  const closes = events.filter((event) => event.kind === 'close').map((event) => event.startMs);
  if (closes.length === 0) return 'metric-unknown';
  const written = turns.flatMap((turn) => (turn.role === 'customer' ? (turn.startMs ?? []) : []));
  return closes.filter((closeMs, index) =>
    written.some((startMs) => startMs > closeMs && startMs <= (closes[index + 1] ?? Number.POSITIVE_INFINITY)),
  ).length;
}

/** Number, from 1, of the first agent message after a bot's. */
function botHandoffTurn(turns: readonly Turn[]): MeasureValue {
  const bot = turns.findIndex((turn) => turn.role === 'bot');
  const agent = bot === -1 ? -1 : turns.findIndex((turn, position) => position > bot && turn.role === 'agent');
  return agent === -1 ? 'no-such-role' : agent + 1;
}

function afterHoursShare({ turns, interaction, thresholds }: MeasureScope): MeasureValue {
  const written = turns.filter((turn) => turn.role === 'customer');
  if (written.length === 0) return 'no-such-role';
  if (interaction.startedAt === null || written.some((turn) => turn.startMs === null)) return 'no-clock';
  const zero = Date.parse(interaction.startedAt);
  const closed = written.filter((turn) => !isOpen(zero + (turn.startMs ?? 0), thresholds.businessHours, interaction.timeZone));
  return closed.length / written.length;
}
