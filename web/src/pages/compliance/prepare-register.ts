import { formatMetric, formatRange } from '../../analytics/format-metric.ts';
import type { CellValue, Rule } from '../../api.ts';
import { numbersStrings } from '../../strings/numbers.ts';

/** How often an obligation was kept. Numbers for drawing, words for reading. */
export interface Standing {
  readonly kept: number;
  readonly missed: number;
  readonly judged: number;
  readonly notJudged: number;
  /** Null where too few could be judged to say a rate. */
  readonly rate: {
    readonly share: number;
    readonly interval: readonly [number, number];
    readonly text: string;
    readonly range: string;
  } | null;
}

/** Fewer have counts but no rate. */
const fewest = 10;

/** A rule that looks for what must never happen is kept where it found nothing. */
export function standingOf(cell: CellValue | undefined, manner: Rule['manner']): Standing {
  const judged = cell?.n ?? 0;
  const notJudged = cell?.unknown ?? 0;
  if (cell?.state !== 'measured') return { kept: 0, missed: 0, judged, notJudged, rate: null };
  const isKept = manner === 'require';
  const share = isKept ? cell.value : 1 - cell.value;
  const [low, high] = cell.interval;
  const interval: readonly [number, number] = isKept ? [low, high] : [1 - high, 1 - low];
  const kept = Math.round(share * judged);
  const rate =
    judged < fewest
      ? null
      : { share, interval, text: formatMetric(share, 'ratio'), range: numbersStrings.interval(formatRange([...interval], 'ratio')) };
  return { kept, missed: judged - kept, judged, notJudged, rate };
}

/** Whether a group differs from the whole by more than chance: its interval lies on one side of the overall rate. */
export function isOutside(group: Standing, whole: Standing): boolean {
  if (group.rate === null || whole.rate === null) return false;
  return group.rate.interval[0] > whole.rate.interval[1] || group.rate.interval[1] < whole.rate.interval[0];
}
