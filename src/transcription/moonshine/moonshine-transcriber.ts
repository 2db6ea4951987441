import { AppError } from '../../domain/errors.ts';
import type { ModelSize } from '../models/model-manifest.ts';
import { modelVersion } from '../models/model-store.ts';
import { type ChunkTranscript, inaudible, type SpeechChunk, type TranscribeOptions, type Transcriber } from '../transcriber.ts';
import { batchByLength } from './batch-by-length.ts';
import { type DecodedChunk, MoonshineModel } from './moonshine-model.ts';
import { wordsOfTokens } from './words-of-tokens.ts';

/** Below this mean log-probability the "words" are noise: real speech stayed above −0.6, noise gave −0.99 (design measurements). */
const leastLogProb = -0.9;
/** Speech shorter than this may well hold no word. */
const shortestSpeechSamples = 16_000;

export interface MoonshineOptions {
  readonly size: ModelSize;
  readonly modelsFolder?: string;
}

/**
 * The embedded engine: Moonshine on onnxruntime, in batches. The networks sometimes answer clear speech
 * with nothing, above all digits dictated with pauses; then the chunk is heard again without leave to stop at once, then
 * so by the tiny network, then marked as inaudible.
 */
export async function createMoonshineTranscriber(options: MoonshineOptions): Promise<Transcriber> {
  const model = await MoonshineModel.load(options.size, options.modelsFolder);
  let tiny: Promise<MoonshineModel> | undefined;
  const tinyModel = () => {
    tiny ??= options.size === 'tiny' ? Promise.resolve(model) : MoonshineModel.load('tiny', options.modelsFolder);
    return tiny;
  };

  async function hear(chunks: readonly SpeechChunk[], { signal }: TranscribeOptions = {}): Promise<readonly ChunkTranscript[]> {
    const first = await hearAll(model, chunks, { insist: false, signal });
    const second = await hearMissing(first, chunks, (missing) => hearAll(model, missing, { insist: true, signal }));
    const third = await hearMissing(second, chunks, async (missing) => {
      const results = await hearAll(await tinyModel(), missing, { insist: true, signal });
      return results.map(({ transcript, logProb }) => ({ logProb, transcript: transcript && { ...transcript, by: modelVersion('tiny') } }));
    });
    return third.map(({ transcript, logProb }, index) => ({ ...(transcript ?? inaudibleTranscript(chunks[index])), logProb }));
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

interface HearOptions {
  readonly insist: boolean;
  readonly signal: AbortSignal | undefined;
}

interface Hearing {
  /** Undefined where the network gave nothing, or noise. */
  readonly transcript: ChunkTranscript | undefined;
  /** How sure it was of whatever it gave, noise included; null for nothing. */
  readonly logProb: number | null;
}

/** One hearing per chunk, in their order. */
async function hearAll(model: MoonshineModel, chunks: readonly SpeechChunk[], options: HearOptions): Promise<Hearing[]> {
  const heard = new Array<Hearing>(chunks.length);
  for (const batch of batchByLength(chunks, model.size)) {
    options.signal?.throwIfAborted();
    const samples = batch.map(({ chunk }) => chunk.samples);
    const decoded = await decodeBatch(model, samples, options.insist);
    batch.forEach(({ chunk, index }, position) => {
      const result = decoded[position];
      const logProb = result && result.tokens.length > 0 ? meanLogProb(result) : null;
      const usable = result && logProb !== null && logProb >= leastLogProb;
      heard[index] = { transcript: usable ? transcriptOf(chunk, result) : undefined, logProb };
    });
  }
  return heard;
}

/** Hears again what gave nothing; what the earlier hearing thought of it stays. */
async function hearMissing(
  heard: readonly Hearing[],
  chunks: readonly SpeechChunk[],
  hear: (missing: readonly SpeechChunk[]) => Promise<readonly Hearing[]>,
): Promise<Hearing[]> {
  const missing = chunks.flatMap((chunk, index) =>
    !heard[index]?.transcript && chunk.samples.length >= shortestSpeechSamples ? [{ chunk, index }] : [],
  );
  if (missing.length === 0) return [...heard];
  const found = await hear(missing.map(({ chunk }) => chunk));
  const merged = [...heard];
  missing.forEach(({ index }, position) => {
    const before = heard[index];
    const now = found[position];
    merged[index] = { transcript: now?.transcript, logProb: before?.logProb ?? now?.logProb ?? null };
  });
  return merged;
}

function inaudibleTranscript(chunk: SpeechChunk | undefined): ChunkTranscript {
  if (!chunk || chunk.samples.length < shortestSpeechSamples) return { text: '', words: [], logProb: null };
  const endMs = chunk.startMs + chunk.samples.length / 16;
  return { text: inaudible, words: [{ text: inaudible, startMs: chunk.startMs, endMs, confidence: 0 }], logProb: null };
}

async function decodeBatch(model: MoonshineModel, samples: readonly Float32Array[], insist: boolean): Promise<DecodedChunk[]> {
  try {
    return await model.decode(samples, { insist });
  } catch (cause) {
    throw new AppError('engine-failed', 'the speech engine failed on a recording', { cause, retryable: true });
  }
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
