import type { SourceStatus } from '../../api.ts';
import { formatDuration, formatMoment, type MomentOptions } from '../../format.ts';
import { sourcesStrings } from '../../strings/sources.ts';

/** One line of the table of sources, in words. */
export interface SourceRow {
  readonly source: string;
  readonly captured: string;
  readonly waiting: string;
  readonly parked: string;
  readonly hasParked: boolean;
  readonly lastSeen: string;
  readonly newest: string;
  readonly lag: string;
  /** The source writes dates that have not come yet: its clock, zone or date order is not what is configured. */
  readonly isAhead: boolean;
}

const number = new Intl.NumberFormat('en');
/** Clocks of recorders differ by minutes; a day is a mistake. */
const clockToleranceMs = 86_400_000;

export function prepareSource(status: SourceStatus, moment: MomentOptions): SourceRow {
  const { source, captured, waiting, parked, lastSeenAt, newestStartedAt, lagMs } = status;
  const when = (iso: string | null) => (iso === null ? sourcesStrings.never : formatMoment(iso, moment));
  const isAhead =
    lastSeenAt !== null && newestStartedAt !== null && Date.parse(newestStartedAt) - Date.parse(lastSeenAt) > clockToleranceMs;
  return {
    source,
    captured: number.format(captured),
    waiting: number.format(waiting),
    parked: number.format(parked),
    hasParked: parked > 0,
    lastSeen: when(lastSeenAt),
    newest: when(newestStartedAt),
    lag: isAhead ? sourcesStrings.inFuture : lagMs === null ? '–' : formatDuration(lagMs),
    isAhead,
  };
}
