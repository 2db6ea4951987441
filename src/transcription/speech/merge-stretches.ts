import type { Stretch } from './speech-stretches.ts';

/** Short pieces lose their context: real calls read better in chunks of up to 12–15 s; 25 s loses whole sentences (design measurements). */
const maxChunkMs = 13_000;
const maxGapMs = 2_000;
const padMs = 250;

export interface SpeechWindow extends Stretch {
  /** The stretches of speech inside. */
  readonly stretches: readonly Stretch[];
}

export interface MergeOptions {
  readonly durationMs: number;
  /** The best moment to cut between two times: where the speaker pauses for breath. */
  readonly quietest: (fromMs: number, toMs: number) => number;
}

/** Joins stretches of one channel into the windows that are recognised: padded, never overlapping, never longer than a chunk. */
export function mergeStretches(stretches: readonly Stretch[], options: MergeOptions): SpeechWindow[] {
  const groups: Stretch[][] = [];
  for (const stretch of stretches.flatMap((one) => splitLong(one, options.quietest))) {
    const group = groups.at(-1);
    const first = group?.[0];
    const last = group?.at(-1);
    const joins = group && first && last && stretch.startMs - last.endMs <= maxGapMs && stretch.endMs - first.startMs <= maxChunkMs;
    if (joins) group.push(stretch);
    else groups.push([stretch]);
  }
  return groups.map((group, index) => {
    const before = groups[index - 1]?.at(-1)?.endMs ?? 0;
    const after = groups[index + 1]?.[0]?.startMs ?? options.durationMs;
    const startMs = group[0]?.startMs ?? 0;
    const endMs = group.at(-1)?.endMs ?? 0;
    return {
      startMs: Math.max(startMs - padMs, (before + startMs) / 2, 0),
      endMs: Math.min(endMs + padMs, (endMs + after) / 2, options.durationMs),
      stretches: group,
    };
  });
}

/** Speech that runs on for longer than a chunk is cut at the quietest moment of its second half, again and again. */
function splitLong(stretch: Stretch, quietest: MergeOptions['quietest']): Stretch[] {
  const parts: Stretch[] = [];
  let { startMs } = stretch;
  while (stretch.endMs - startMs > maxChunkMs) {
    const cutMs = quietest(startMs + maxChunkMs / 2, startMs + maxChunkMs);
    parts.push({ startMs, endMs: cutMs });
    startMs = cutMs;
  }
  return [...parts, { startMs, endMs: stretch.endMs }];
}
