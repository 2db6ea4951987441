import type { MeasureThresholds } from '../../domain/workspace.ts';
import { type Interval, lengthMs } from './intervals.ts';
import type { Stretch } from './speaking-stretches.ts';

/** Two participants speaking at once for at least the threshold. */
export interface Overtalk extends Interval {
  /** Who spoke already. */
  readonly first: Stretch;
  /** Who started while the other spoke. */
  readonly second: Stretch;
  /** True when the one who cut in went on after the other stopped: the floor changed hands. */
  readonly isInterruption: boolean;
}

export interface OvertalkFinds {
  readonly overtalks: readonly Overtalk[];
  /** `mm-hm` inside the other's speech: short, and the other goes on. */
  readonly backchannels: readonly Stretch[];
}

/** More voices at once than any conference has; bounds the work on broken input. */
const mostAtOnce = 16;

export function findOvertalk(stretches: readonly Stretch[], thresholds: MeasureThresholds): OvertalkFinds {
  const backchannels = new Set<Stretch>();
  const overtalks: Overtalk[] = [];
  let active: Stretch[] = [];
  for (const second of stretches) {
    active = active.filter((stretch) => stretch.endMs > second.startMs).slice(-mostAtOnce);
    for (const first of active) {
      if (first.participant === second.participant || backchannels.has(first)) continue;
      if (lengthMs(second) < thresholds.backchannelSeconds * 1000 && first.endMs > second.endMs) backchannels.add(second);
      else {
        const overtalk = overlapOf(first, second);
        if (lengthMs(overtalk) >= thresholds.overtalkSeconds * 1000) overtalks.push(overtalk);
      }
    }
    active.push(second);
  }
  return { overtalks, backchannels: [...backchannels] };
}

function overlapOf(first: Stretch, second: Stretch): Overtalk {
  const endMs = Math.min(first.endMs, second.endMs);
  return { startMs: second.startMs, endMs, first, second, isInterruption: second.startMs > first.startMs && second.endMs > first.endMs };
}
