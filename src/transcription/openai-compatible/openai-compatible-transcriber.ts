import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ChunkTranscript, SpeechChunk, TranscribeOptions, Transcriber } from '../transcriber.ts';
import { wavOfSamples } from './wav-of-samples.ts';

export interface OpenAiCompatibleOptions {
  /** Base address, e.g. `http://127.0.0.1:8000`; `/v1/audio/transcriptions` is added. */
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  /** Tries after the first, on time-out, 429 and 5xx. */
  readonly retries?: number;
}

const defaultTimeoutMs = 60_000;
const defaultRetries = 2;
const firstWaitMs = 250;
/** Without the server's own figure; in the middle, so that rules that ask for certainty neither trust nor drop it. */
const unknownConfidence = 0.5;

const second = z.number().min(0);
const answerSchema = z.object({
  text: z.string(),
  words: z.array(z.object({ word: z.string(), start: second, end: second, probability: z.number().min(0).max(1).optional() })).nullish(),
  segments: z.array(z.object({ start: second, end: second, text: z.string(), avg_logprob: z.number().nullish() })).nullish(),
});
type Answer = z.infer<typeof answerSchema>;

/**
 * Any server with OpenAI's transcription route (OpenAI, faster-whisper, vLLM, LocalAI, whisper.cpp …). It gets short
 * chunks of one voice each, so channels stay apart and nothing depends on the server's own segmentation.
 */
export function createOpenAiCompatibleTranscriber(options: OpenAiCompatibleOptions): Transcriber {
  return {
    version: `openai-compatible:${options.model}@${new URL(options.url).host}`,
    async transcribe(chunks, transcribeOptions = {}) {
      const heard: ChunkTranscript[] = [];
      for (const chunk of chunks) heard.push(toTranscript(chunk, await askWithRetries(chunk, options, transcribeOptions)));
      return heard;
    },
    close: () => Promise.resolve(),
  };
}

async function askWithRetries(
  chunk: SpeechChunk,
  options: OpenAiCompatibleOptions,
  { language, signal }: TranscribeOptions,
): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(chunk, options, { language, signal });
    } catch (error) {
      signal?.throwIfAborted();
      const retryable = error instanceof AppError && error.retryable;
      if (!retryable || attempt >= (options.retries ?? defaultRetries)) throw error;
      await sleep(firstWaitMs * 2 ** attempt, undefined, { signal });
    }
  }
}

interface AskOptions {
  readonly language: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function ask(chunk: SpeechChunk, options: OpenAiCompatibleOptions, { language, signal }: AskOptions): Promise<Answer> {
  signal?.throwIfAborted();
  // Encoded before it is sent: a form that is streamed while its request is aborted fails outside of any await.
  const form = new Response(formOf(chunk, options.model, language));
  const body = await form.arrayBuffer();
  const headers = {
    'content-type': form.headers.get('content-type') ?? '',
    ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}),
  };
  const timeout = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  let response: Response;
  try {
    response = await fetch(new URL('/v1/audio/transcriptions', options.url), {
      method: 'POST',
      headers,
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AppError('engine-failed', 'the transcription server did not answer', { cause, retryable: true });
  }
  if (!response.ok) {
    const retryable = response.status === 429 || response.status >= 500;
    throw new AppError('engine-failed', `the transcription server answered ${response.status}`, { retryable });
  }
  const answer = answerSchema.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) throw new AppError('engine-failed', 'the transcription server answered in an unknown form', { cause: answer.error });
  return answer.data;
}

function formOf(chunk: SpeechChunk, model: string, language: string | undefined): FormData {
  const form = new FormData();
  form.set('file', new Blob([wavOfSamples(chunk.samples)], { type: 'audio/wav' }), 'speech.wav');
  form.set('model', model);
  form.set('response_format', 'verbose_json');
  form.append('timestamp_granularities[]', 'word');
  form.append('timestamp_granularities[]', 'segment');
  if (language) form.set('language', language);
  return form;
}

function toTranscript(chunk: SpeechChunk, answer: Answer): ChunkTranscript {
  const segments = answer.segments ?? [];
  const logProbs = segments.flatMap((segment) => (typeof segment.avg_logprob === 'number' ? [segment.avg_logprob] : []));
  const logProb = logProbs.length === 0 ? null : logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length;
  const confidence = logProb === null ? unknownConfidence : Math.min(1, Math.exp(logProb));
  const durationMs = chunk.samples.length / 16;
  const timed = answer.words?.length
    ? answer.words.map((word) => ({
        text: word.word.trim(),
        start: word.start * 1000,
        end: word.end * 1000,
        confidence: word.probability ?? confidence,
      }))
    : spread(segments.length > 0 ? segments : [{ text: answer.text, start: 0, end: durationMs / 1000 }], confidence);
  const words = timed
    .filter((word) => word.text !== '')
    .map((word) => ({
      text: word.text,
      startMs: chunk.startMs + Math.min(word.start, durationMs),
      endMs: chunk.startMs + Math.min(Math.max(word.end, word.start), durationMs),
      confidence: word.confidence,
    }));
  return { text: answer.text.trim(), words, logProb };
}

/** Servers without word times: the words of a segment share its time by their length. */
function spread(segments: readonly { start: number; end: number; text: string }[], confidence: number) {
  return segments.flatMap((segment) => {
    const texts = segment.text.split(/\s+/).filter(Boolean);
    const letters = texts.reduce((sum, text) => sum + text.length, 0);
    let at = segment.start * 1000;
    return texts.map((text) => {
      const start = at;
      at += (((segment.end - segment.start) * 1000) / Math.max(1, letters)) * text.length;
      return { text, start, end: at, confidence };
    });
  });
}
