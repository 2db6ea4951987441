import type { SpeechChunk } from '../transcriber.ts';

const windowSamples = 1_600;

/** Two halves, cut at the quietest tenth of a second of the middle half, so that no word is cut where a pause is near. */
export function splitAtQuietest(chunk: SpeechChunk): readonly [SpeechChunk, SpeechChunk] {
  const { samples, startMs } = chunk;
  let cut = Math.floor(samples.length / 2);
  let least = Number.POSITIVE_INFINITY;
  for (let start = Math.floor(samples.length / 4); start + windowSamples <= (samples.length * 3) / 4; start += windowSamples / 2) {
    let energy = 0;
    for (let index = start; index < start + windowSamples; index++) energy += (samples[index] ?? 0) ** 2;
    if (energy >= least) continue;
    least = energy;
    cut = start + windowSamples / 2;
  }
  return [
    { samples: samples.slice(0, cut), startMs },
    { samples: samples.slice(cut), startMs: startMs + cut / 16 },
  ];
}
