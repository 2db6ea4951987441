import { AppError } from '../../domain/errors.ts';
import type { ModelSize } from '../models/model-manifest.ts';
import { modelVersion } from '../models/model-store.ts';
import type { ChunkTranscript, SpeechChunk, TranscribeOptions, Transcriber } from '../transcriber.ts';
import { batchByLength } from './batch-by-length.ts';
import { type DecodedChunk, MoonshineModel } from './moonshine-model.ts';
import { splitAtQuietest } from './split-at-quietest.ts';
import { wordsOfTokens } from './words-of-tokens.ts';

/** Below this mean log-probability the "words" are noise: real speech stayed above −0.6, noise gave −0.99 (design measurements). */
const leastLogProb = -0.9;
/** Speech shorter than this may well hold no word. */
const shortestSpeechSamples = 16_000;
export const inaudible = '[inaudible]';

export interface MoonshineOptions {
  readonly size: ModelSize;
  readonly modelsFolder?: string;
}

/**
 * The embedded engine: Moonshine on onnxruntime, in batches. The base network sometimes answers clear speech with
 * nothing; then the chunk is heard again in two halves, then by the tiny network, then marked as inaudible.
 */
export async function createMoonshineTranscriber(options: MoonshineOptions): Promise<Transcriber> {
  const model = await MoonshineModel.load(options.size, options.modelsFolder);
  let tiny: Promise<MoonshineModel> | undefined;
  const tinyModel = () => {
    tiny ??= options.size === 'tiny' ? Promise.resolve(model) : MoonshineModel.load('tiny', options.modelsFolder);
    return tiny;
  };

  async function hear(chunks: readonly SpeechChunk[], { signal }: TranscribeOptions = {}): Promise<readonly ChunkTranscript[]> {
    const heard: ChunkTranscript[] = new Array(chunks.length);
    for (const batch of batchByLength(chunks)) {
      signal?.throwIfAborted();
      const decoded = await decodeBatch(
        model,
        batch.map(({ chunk }) => chunk),
      );
      for (const [position, { chunk, index }] of batch.entries()) {
        const result = decoded[position];
        heard[index] = result && isUsable(result) ? transcriptOf(chunk, result) : await hearAgain(chunk);
      }
    }
    return heard;
  }

  async function hearAgain(chunk: SpeechChunk): Promise<ChunkTranscript> {
    if (chunk.samples.length < shortestSpeechSamples) return { text: '', words: [], logProb: null };
    const halves = splitAtQuietest(chunk);
    const parts = await Promise.all(halves.map(async (half) => ({ half, decoded: (await decodeBatch(model, [half]))[0] })));
    if (parts.every(({ decoded }) => decoded && isUsable(decoded))) {
      return joined(parts.map(({ half, decoded }) => transcriptOf(half, decoded ?? nothing)));
    }
    const [byTiny] = await decodeBatch(await tinyModel(), [chunk]);
    if (byTiny && isUsable(byTiny)) return { ...transcriptOf(chunk, byTiny), by: modelVersion('tiny') };
    const durationMs = chunk.samples.length / 16;
    const word = { text: inaudible, startMs: chunk.startMs, endMs: chunk.startMs + durationMs, confidence: 0 };
    return { text: inaudible, words: [word], logProb: null };
  }

  return {
    version: modelVersion(options.size),
    transcribe: hear,
    async close() {
      await model.release();
      if (tiny && options.size !== 'tiny') await (await tiny).release();
    },
  };
}

const nothing: DecodedChunk = { tokens: [], logProbs: [], attention: [], cut: false };

async function decodeBatch(model: MoonshineModel, chunks: readonly SpeechChunk[]): Promise<DecodedChunk[]> {
  try {
    return await model.decode(chunks.map((chunk) => chunk.samples));
  } catch (cause) {
    throw new AppError('engine-failed', 'the speech engine failed on a recording', { cause, retryable: true });
  }
}

function isUsable(decoded: DecodedChunk): boolean {
  return decoded.tokens.length > 0 && meanLogProb(decoded) >= leastLogProb;
}

function meanLogProb(decoded: DecodedChunk): number {
  return decoded.logProbs.reduce((sum, value) => sum + value, 0) / Math.max(1, decoded.logProbs.length);
}

function transcriptOf(chunk: SpeechChunk, decoded: DecodedChunk): ChunkTranscript {
  const words = wordsOfTokens(decoded, chunk.samples.length / 16).map((word) => ({
    ...word,
    startMs: word.startMs + chunk.startMs,
    endMs: word.endMs + chunk.startMs,
  }));
  return { text: words.map((word) => word.text).join(' '), words, logProb: meanLogProb(decoded) };
}

function joined(parts: readonly ChunkTranscript[]): ChunkTranscript {
  const logProbs = parts.map((part) => part.logProb ?? 0);
  return {
    text: parts.map((part) => part.text).join(' '),
    words: parts.flatMap((part) => part.words),
    logProb: logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length,
  };
}
