import { parentPort, workerData } from 'node:worker_threads';
import { AppError, messageOf } from '../domain/errors.ts';
import type { RecordingTranscript } from '../domain/transcript.ts';
import type { ModelSize } from './models/model-manifest.ts';
import { createMoonshineTranscriber } from './moonshine/moonshine-transcriber.ts';
import { createOpenAiCompatibleTranscriber, type OpenAiCompatibleOptions } from './openai-compatible/openai-compatible-transcriber.ts';
import type { Recording } from './recording-transcriber.ts';
import { VoiceActivity } from './speech/voice-activity.ts';
import { type SpeechEngine, transcribeRecording } from './transcribe-recording.ts';

export interface WorkerSettings {
  readonly model: ModelSize;
  readonly modelsFolder?: string;
  readonly remote?: OpenAiCompatibleOptions;
}

export type WorkerRequest = { readonly kind: 'transcribe'; readonly recording: Recording } | { readonly kind: 'abort' };

export type WorkerReply =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'transcript'; readonly transcript: RecordingTranscript }
  | { readonly kind: 'failure'; readonly code: AppError['code']; readonly message: string; readonly retryable: boolean };

/** One worker hears one recording at a time; the pool on the other side keeps the queue. */
function serve(settings: WorkerSettings): void {
  let engine: Promise<SpeechEngine> | undefined;
  let running = new AbortController();
  const reply = (message: WorkerReply) => parentPort?.postMessage(message);
  parentPort?.on('message', async (request: WorkerRequest) => {
    if (request.kind === 'abort') {
      running.abort();
      return;
    }
    running = new AbortController();
    try {
      engine ??= loadEngine(settings);
      const onProgress = (share: number) => reply({ kind: 'progress', share });
      const transcript = await transcribeRecording(request.recording, await engine, { signal: running.signal, onProgress });
      reply({ kind: 'transcript', transcript });
    } catch (error) {
      const known = error instanceof AppError ? error : new AppError('engine-failed', messageOf(error), { retryable: true });
      reply({ kind: 'failure', code: known.code, message: known.message, retryable: known.retryable });
    }
  });
}

async function loadEngine({ model, modelsFolder, remote }: WorkerSettings): Promise<SpeechEngine> {
  const transcriber = remote
    ? createOpenAiCompatibleTranscriber(remote)
    : await createMoonshineTranscriber({ size: model, ...(modelsFolder ? { modelsFolder } : {}) });
  return { transcriber, voiceActivity: await VoiceActivity.load() };
}

serve(workerData as WorkerSettings);
