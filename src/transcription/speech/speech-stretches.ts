import { activityFrameMs } from './voice-activity.ts';

/** A stretch of sound, ms from the start of the recording. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

export interface StretchOptions {
  /** Speech begins above this probability and ends below `threshold − 0.15` (hysteresis of the Silero authors). */
  readonly threshold?: number;
  readonly minSpeechMs?: number;
  readonly minSilenceMs?: number;
}

/** Turns probabilities per frame into the stretches in which somebody speaks. */
export function speechStretches(probabilities: Float32Array, options: StretchOptions = {}): Stretch[] {
  const { threshold = 0.5, minSpeechMs = 150, minSilenceMs = 300 } = options;
  const runs: { start: number; end: number }[] = [];
  let speaking = false;
  probabilities.forEach((probability, frame) => {
    speaking = probability >= threshold || (speaking && probability >= threshold - 0.15);
    if (!speaking) return;
    const last = runs.at(-1);
    if (last && (frame - last.end) * activityFrameMs < minSilenceMs) last.end = frame + 1;
    else runs.push({ start: frame, end: frame + 1 });
  });
  return runs
    .map((run) => ({ startMs: run.start * activityFrameMs, endMs: run.end * activityFrameMs }))
    .filter((stretch) => stretch.endMs - stretch.startMs >= minSpeechMs);
}
