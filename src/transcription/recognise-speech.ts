import type { VoiceChannel } from './speech/find-speech.ts';
import type { SpeechWindow } from './speech/merge-stretches.ts';
import type { HeardChunk } from './spoken-language.ts';
import type { TranscriptionOptions } from './transcribe-recording.ts';
import type { SpeechChunk, Transcriber } from './transcriber.ts';
import { type Phrase, snapWords } from './turns/snap-words.ts';

/** What the recogniser made of one channel. */
export interface RecognisedVoice {
  readonly voice: VoiceChannel;
  readonly phrases: readonly Phrase[];
  readonly chunks: readonly HeardChunk[];
  /** Other engines that had to help out, e.g. the tiny network. */
  readonly helpers: readonly string[];
}

/** Windows are recognised some minutes at a time: memory stays flat, progress can be told, batches still fill. */
const windowsAtOnce = 64;

export async function recogniseSpeech(
  voices: readonly VoiceChannel[],
  transcriber: Transcriber,
  options: TranscriptionOptions & { readonly language?: string | undefined },
): Promise<RecognisedVoice[]> {
  const results = voices.map((voice) => ({ voice, phrases: [] as Phrase[], chunks: [] as HeardChunk[], helpers: [] as string[] }));
  const queue = results.flatMap((result) => result.voice.windows.map((window) => ({ result, window })));
  options.onProgress?.(0);
  for (let done = 0; done < queue.length; done += windowsAtOnce) {
    const part = queue.slice(done, done + windowsAtOnce);
    const heard = await transcriber.transcribe(
      part.map(({ result, window }) => chunkOf(result.voice.samples, window)),
      { ...(options.signal ? { signal: options.signal } : {}), ...(options.language ? { language: options.language } : {}) },
    );
    part.forEach(({ result, window }, index) => {
      const chunk = heard[index];
      if (!chunk) return;
      result.phrases.push(...snapWords(chunk.words, window.stretches, result.voice.channel));
      result.chunks.push({ seconds: (window.endMs - window.startMs) / 1000, logProb: chunk.logProb });
      if (chunk.by) result.helpers.push(chunk.by);
    });
    options.onProgress?.((done + part.length) / queue.length);
  }
  return results;
}

function chunkOf(samples: Int16Array, window: SpeechWindow): SpeechChunk {
  const part = samples.subarray(Math.floor(window.startMs * 16), Math.floor(window.endMs * 16));
  return { samples: Float32Array.from(part, (sample) => sample / 32_768), startMs: window.startMs };
}
