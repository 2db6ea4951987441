import { z } from 'zod';
import { countWordErrors, type WordErrors, wordErrorRate } from './word-error-rate.ts';

/** A stretch of a site's own recordings that may be drawn; `stratum` groups what may differ in quality: role, source, confidence. */
export interface SampleCandidate {
  readonly interaction: string;
  readonly turn: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly heard: string;
  readonly stratum: string;
}

const itemSchema = z.object({
  interaction: z.string(),
  turn: z.number().int(),
  startMs: z.number(),
  endMs: z.number(),
  stratum: z.string(),
  heard: z.string(),
  /** What was really said, typed by a person who listened; null until then, empty when there is no speech. */
  said: z.string().nullable(),
});
const fileSchema = z.object({ kind: z.literal('earshot-wer-sample'), seed: z.number(), help: z.string(), items: z.array(itemSchema) });
export type WerSample = z.infer<typeof fileSchema>;

export interface WerReport {
  readonly rate: number;
  /** 95 % bootstrap interval, drawn by interaction. */
  readonly interval: readonly [number, number];
  readonly words: number;
  readonly corrected: number;
  readonly left: number;
}

const help = 'Listen to each stretch and write into "said" what was really said ("" for no speech). Then: earshot wer score FILE';
const shortestMs = 1_500;
const draws = 1_000;

/**
 * Draws stretches to correct: the same number from every stratum as far as it reaches, at random but repeatably, so
 * that neither the loudest source nor the clearest speaker decides the figure.
 */
export function drawWerSample(
  candidates: readonly SampleCandidate[],
  options: { readonly count: number; readonly seed: number },
): WerSample {
  const random = generator(options.seed);
  const long = candidates.filter((one) => one.endMs - one.startMs >= shortestMs && one.heard.trim() !== '');
  const strata = [...Map.groupBy(long, (one) => one.stratum).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]) => shuffle(members, random));
  const drawn: SampleCandidate[] = [];
  for (let round = 0; drawn.length < options.count && strata.some((stratum) => round < stratum.length); round++) {
    for (const stratum of strata) {
      const next = stratum[round];
      if (next && drawn.length < options.count) drawn.push(next);
    }
  }
  const items = drawn.map(({ interaction, turn, startMs, endMs, stratum, heard }) => ({
    interaction,
    turn,
    startMs,
    endMs,
    stratum,
    heard,
    said: null,
  }));
  return { kind: 'earshot-wer-sample', seed: options.seed, help, items };
}

/** Reads a corrected file back; throws a zod error that names the place when it is not one. */
export function parseWerSample(text: string): WerSample {
  return fileSchema.parse(JSON.parse(text));
}

/** The word error rate of what was corrected; null when nothing was. */
export function scoreWerSample(sample: WerSample): WerReport | null {
  const corrected = sample.items.flatMap((item) =>
    item.said === null ? [] : [{ ...item, errors: countWordErrors(item.said, item.heard) }],
  );
  if (corrected.length === 0) return null;
  const byInteraction = [...Map.groupBy(corrected, (item) => item.interaction).values()].map((items) => items.map((item) => item.errors));
  return {
    rate: wordErrorRate(byInteraction.flat()),
    interval: bootstrap(byInteraction, sample.seed),
    words: corrected.reduce((sum, item) => sum + item.errors.words, 0),
    corrected: corrected.length,
    left: sample.items.length - corrected.length,
  };
}

function bootstrap(groups: readonly (readonly WordErrors[])[], seed: number): [number, number] {
  const random = generator(seed);
  const rates = Array.from({ length: draws }, () =>
    wordErrorRate(groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? [])),
  ).sort((a, b) => a - b);
  return [rates[Math.floor(draws * 0.025)] ?? 0, rates[Math.floor(draws * 0.975)] ?? 0];
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

/** mulberry32: small, seeded, uniform in 0…1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
