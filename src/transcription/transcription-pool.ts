import { Worker } from 'node:worker_threads';
import { AppError } from '../domain/errors.ts';
import type { RecordingTranscript } from '../domain/transcript.ts';
import type { ModelSize } from './models/model-manifest.ts';
import { modelVersion, patchedDecoderPath } from './models/model-store.ts';
import { createOpenAiCompatibleTranscriber, type OpenAiCompatibleOptions } from './openai-compatible/openai-compatible-transcriber.ts';
import type { Recording, RecordingTranscriber } from './recording-transcriber.ts';
import type { TranscriptionOptions } from './transcribe-recording.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './transcription-worker.ts';

export interface TranscriptionPoolOptions {
  /** One core and about 1 GB each; two cores are best used by two workers of one thread (design measurements). */
  readonly workers: number;
  readonly model: ModelSize;
  /** Cache of prepared models; default EARSHOT_MODELS or node_modules/.cache/earshot/models. */
  readonly modelsFolder?: string;
  /** Recognise by a server instead; finding speech, roles and turns stay here. */
  readonly remote?: OpenAiCompatibleOptions;
}

export interface TranscriptionPool extends RecordingTranscriber {
  transcribe(recording: Recording, options?: TranscriptionOptions): Promise<RecordingTranscript>;
}

interface Task {
  readonly recording: Recording;
  readonly options: TranscriptionOptions;
  resolve(transcript: RecordingTranscript): void;
  reject(error: unknown): void;
}

/** Recordings are heard by worker threads, one each at a time, in the order they came. Threads start with the first work. */
export function createTranscriptionPool(options: TranscriptionPoolOptions): TranscriptionPool {
  const waiting: Task[] = [];
  const lines = Array.from({ length: options.workers }, () => new WorkerLine(options, () => waiting.shift()));
  let closed = false;
  return {
    version: options.remote ? createOpenAiCompatibleTranscriber(options.remote).version : modelVersion(options.model),
    concurrency: options.workers,
    transcribe(recording, taskOptions = {}) {
      if (closed) return Promise.reject(new AppError('engine-failed', 'transcription is shutting down', { retryable: true }));
      return new Promise((resolve, reject) => {
        waiting.push({ recording, options: taskOptions, resolve, reject });
        lines.find((line) => line.idle)?.next();
      });
    },
    async close() {
      closed = true;
      for (const task of waiting.splice(0))
        task.reject(new AppError('engine-failed', 'transcription is shutting down', { retryable: true }));
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}

/** One worker thread with the task it is at. A thread that dies fails its task as retryable; the next task gets a new thread. */
class WorkerLine {
  readonly #settings: WorkerSettings;
  readonly #take: () => Task | undefined;
  #worker: Worker | undefined;
  #task: Task | undefined;

  constructor(options: TranscriptionPoolOptions, take: () => Task | undefined) {
    const { workers: _, ...settings } = options;
    this.#settings = settings;
    this.#take = take;
  }

  get idle(): boolean {
    return this.#task === undefined;
  }

  next(): void {
    const task = this.#take();
    if (!task) return;
    if (task.options.signal?.aborted) {
      task.reject(task.options.signal.reason);
      this.next();
      return;
    }
    this.#task = task;
    task.options.signal?.addEventListener('abort', this.#abort, { once: true });
    this.#post({ kind: 'transcribe', recording: task.recording });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
    this.#finish((task) => task.reject(new AppError('engine-failed', 'transcription is shutting down', { retryable: true })));
  }

  #abort = () => {
    this.#worker?.postMessage({ kind: 'abort' } satisfies WorkerRequest);
  };

  #post(request: WorkerRequest): void {
    try {
      this.#worker ??= this.#start();
      // Work under way keeps the process; an idle thread does not.
      this.#worker.ref();
      this.#worker.postMessage(request);
    } catch (error) {
      this.#finish((task) => task.reject(error));
      this.next();
    }
  }

  #start(): Worker {
    if (!this.#settings.remote) patchedDecoderPath(this.#settings.model, this.#settings.modelsFolder);
    const worker = new Worker(new URL('transcription-worker.ts', import.meta.url), { workerData: this.#settings });
    worker.on('message', (reply: WorkerReply) => this.#hear(reply));
    worker.on('error', (cause) => this.#lose(worker, cause));
    worker.on('exit', () => this.#lose(worker, undefined));
    return worker;
  }

  #hear(reply: WorkerReply): void {
    if (reply.kind === 'progress') {
      this.#task?.options.onProgress?.(reply.share);
      return;
    }
    this.#finish((task) => {
      if (reply.kind === 'transcript') task.resolve(reply.transcript);
      else if (task.options.signal?.aborted) task.reject(task.options.signal.reason);
      else task.reject(new AppError(reply.code, reply.message, { retryable: reply.retryable }));
    });
    this.next();
  }

  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#finish((task) => task.reject(new AppError('engine-failed', 'a speech worker stopped unexpectedly', { cause, retryable: true })));
    this.next();
  }

  #finish(settle: (task: Task) => void): void {
    const task = this.#task;
    if (!task) return;
    this.#task = undefined;
    this.#worker?.unref();
    task.options.signal?.removeEventListener('abort', this.#abort);
    settle(task);
  }
}
