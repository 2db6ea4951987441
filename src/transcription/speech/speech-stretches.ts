import { activityFrameMs } from './voice-activity.ts';

/** A stretch of sound, ms from the start of the recording. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

export interface StretchOptions {
  /** A stretch must reach this probability somewhere; it then reaches as far as `edge` holds on both sides. */
  readonly threshold?: number;
  readonly edge?: number;
  readonly minSpeechMs?: number;
  readonly minSilenceMs?: number;
}

/**
 * The network answers late when speech sets in and lets go early. Both figures keep most edges of 430 turns within 150 ms on the
 * development half of the composite calls; the thresholds were chosen on the same calls for spoken digits not missed.
 */
const lateMs = 75;
const earlyMs = 50;

/** Turns probabilities per frame into the stretches in which somebody speaks. */
export function speechStretches(probabilities: Float32Array, options: StretchOptions = {}): Stretch[] {
  const { threshold = 0.35, edge = 0.15, minSpeechMs = 150, minSilenceMs = 300 } = options;
  const durationMs = probabilities.length * activityFrameMs;
  const joined: { startMs: number; endMs: number }[] = [];
  for (const run of runsAbove(probabilities, edge)) {
    if (run.peak < threshold) continue;
    const startMs = Math.max(0, run.start * activityFrameMs - lateMs);
    const endMs = Math.min(durationMs, run.end * activityFrameMs + earlyMs);
    const last = joined.at(-1);
    if (last && startMs - last.endMs < minSilenceMs) last.endMs = endMs;
    else joined.push({ startMs, endMs });
  }
  return joined.filter((stretch) => stretch.endMs - stretch.startMs >= minSpeechMs + lateMs + earlyMs);
}

function runsAbove(probabilities: Float32Array, edge: number): { start: number; end: number; peak: number }[] {
  const runs: { start: number; end: number; peak: number }[] = [];
  probabilities.forEach((probability, frame) => {
    if (probability < edge) return;
    const last = runs.at(-1);
    if (last?.end === frame) {
      last.end = frame + 1;
      last.peak = Math.max(last.peak, probability);
    } else runs.push({ start: frame, end: frame + 1, peak: probability });
  });
  return runs;
}
