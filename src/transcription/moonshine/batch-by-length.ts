import type { ModelSize } from '../models/model-manifest.ts';
import type { SpeechChunk } from '../transcriber.ts';

/** Largest batch: more gains nothing on one core and costs memory (measured 1/4/8/16). */
const maxBatch: Readonly<Record<ModelSize, number>> = { tiny: 8, base: 4 };
/** The encoder has no attention mask: more padding than this begins to change the words. */
const maxPadding = 0.15;

export interface QueuedChunk {
  readonly chunk: SpeechChunk;
  readonly index: number;
}

/** Groups chunks of similar length, longest first, remembering where each one belongs. */
export function batchByLength(chunks: readonly SpeechChunk[], size: ModelSize): QueuedChunk[][] {
  const sorted = chunks.map((chunk, index) => ({ chunk, index })).sort((a, b) => b.chunk.samples.length - a.chunk.samples.length);
  const batches: QueuedChunk[][] = [];
  for (const queued of sorted) {
    const batch = batches.at(-1);
    const longest = batch?.[0]?.chunk.samples.length ?? 0;
    const fits = batch && batch.length < maxBatch[size] && queued.chunk.samples.length >= longest * (1 - maxPadding);
    if (fits) batch.push(queued);
    else batches.push([queued]);
  }
  return batches;
}
