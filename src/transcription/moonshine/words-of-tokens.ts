import llamaTokenizer from 'llama-tokenizer-js';
import { alignTokens } from './align-tokens.ts';
import { type DecodedChunk, frameMs } from './moonshine-model.ts';

export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Geometric mean of the probabilities of the word's tokens. */
  readonly confidence: number;
}

const firstUnusedToken = 32_000;
const wordStart = '▁';

/** The words of a decoded chunk with times from its start. */
export function wordsOfTokens(chunk: DecodedChunk, durationMs: number): TimedWord[] {
  const starts = alignTokens(chunk.attention);
  const words: TimedWord[] = [];
  for (const group of groupByWord(chunk.tokens)) {
    const text = decodeTokens(chunk.tokens.slice(group.from, group.to)).trim();
    if (text === '') continue;
    const startMs = Math.min((starts[group.from] ?? 0) * frameMs, durationMs);
    const endMs = group.to < chunk.tokens.length ? (starts[group.to] ?? 0) * frameMs : durationMs;
    const logProbs = chunk.logProbs.slice(group.from, group.to);
    const confidence = Math.exp(logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length);
    words.push({ text, startMs, endMs: Math.min(durationMs, Math.max(startMs, endMs)), confidence });
  }
  return words;
}

export function decodeTokens(tokens: readonly number[]): string {
  return llamaTokenizer.decode(
    tokens.filter((token) => token > 2 && token < firstUnusedToken),
    false,
    false,
  );
}

function groupByWord(tokens: readonly number[]): { from: number; to: number }[] {
  const groups: { from: number; to: number }[] = [];
  tokens.forEach((token, index) => {
    const group = groups.at(-1);
    if (!group || llamaTokenizer.vocabById[token]?.startsWith(wordStart)) groups.push({ from: index, to: index + 1 });
    else group.to = index + 1;
  });
  return groups;
}
