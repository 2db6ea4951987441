import type { Language } from '../domain/interaction.ts';

/** One recognised chunk: how sure the network was, and how much it heard. */
export interface HeardChunk {
  readonly seconds: number;
  /** Mean per token; null when it gave nothing at all. */
  readonly logProb: number | null;
}

/**
 * An English-only network makes up English for any other language, but is unsure of every word of it. Mean
 * log-probability, weighted by seconds: English −0.06 … −0.36 (telephone prompts, orders, meetings, calls),
 * Spanish −0.7, French, Italian and Russian −0.9 … −1.1 (telephone prompts read by native speakers). The border was
 * chosen on Spanish, French and the English sets; rates on the others are in README.md.
 */
const border = -0.6;
/** Less speech says nothing. */
const fewestSeconds = 3;
/** One noisy speaker of digits (−0.60 on a development call) must not have a whole call withheld: a channel alone needs more of both. */
const fewestSecondsOfOneVoice = 30;
const borderOfOneVoice = -0.7;

/** Null when too little was said to tell. */
export function judgeLanguage(voices: readonly (readonly HeardChunk[])[]): Language | null {
  const whole = pooled(voices.flat());
  if (whole.seconds < fewestSeconds) return null;
  const longest = voices.map(pooled).filter((voice) => voice.seconds >= fewestSecondsOfOneVoice && voice.logProb < borderOfOneVoice);
  const foreign = whole.logProb < border ? whole : longest[0];
  if (foreign) return { code: 'und', confidence: confidence(border - foreign.logProb), origin: 'heard' };
  return { code: 'en', confidence: confidence(whole.logProb - border), origin: 'heard' };
}

function pooled(chunks: readonly HeardChunk[]): { seconds: number; logProb: number } {
  const scored = chunks.flatMap(({ seconds, logProb }) => (logProb === null ? [] : [{ seconds, logProb }]));
  const seconds = scored.reduce((sum, chunk) => sum + chunk.seconds, 0);
  return { seconds, logProb: scored.reduce((sum, chunk) => sum + chunk.seconds * chunk.logProb, 0) / Math.max(1e-9, seconds) };
}

/** 0.5 at the border, 0.95 half a unit of log-probability away from it. */
function confidence(distance: number): number {
  return 1 / (1 + Math.exp(-6 * distance));
}
