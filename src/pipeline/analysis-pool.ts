import { Worker } from 'node:worker_threads';
import type { Workspace } from '../domain/workspace.ts';
import type { RuleSources } from '../rules/rule-set.ts';
import type { Outcome } from './outcome.ts';
import type { Steps } from './process-interaction.ts';
import type { CurrentRules } from './rules/rules-in-force.ts';
import type { Processed, Work } from './work.ts';

export interface AnalysisOptions {
  readonly workspace: Workspace;
  /** Module of the content store that exports an `InteractionEncoder`. */
  readonly encoder: URL;
  /** Module that exports a `SentenceEncoderModule`. */
  readonly sentences: URL;
  /** The rules in force, asked for with every batch. */
  readonly rules: () => Pick<CurrentRules, 'revision' | 'sources'>;
}

/** What a thread is started with; URLs do not travel between threads. */
export interface AnalysisThreadData {
  readonly workspace: Workspace;
  readonly encoder: string;
  readonly sentences: string;
}

export interface AnalysisRequest {
  readonly id: number;
  readonly batch: readonly Work[];
  /** Rules from this batch on, when they are others than before. */
  readonly rules?: RuleSources;
}

export interface AnalysisAnswer {
  readonly id: number;
  readonly outcomes: readonly Outcome<Processed>[];
}

interface Waiting {
  readonly work: Work;
  resolve(outcome: Outcome<Processed>): void;
}

/** Small enough to share the work evenly, large enough that passing messages costs little. */
const batchSize = 50;

/** Analysis takes longer than reading, sealing and storing together, so it has threads of its own. */
export class AnalysisPool {
  readonly #threads: AnalysisThread[];
  #waiting: Waiting[] = [];

  constructor(options: AnalysisOptions, threads: number) {
    this.#threads = Array.from({ length: threads }, () => new AnalysisThread(options));
  }

  /** The analyse step of the line: works that are asked for together travel together, and come back ready to be stored. */
  readonly analyse: Steps['analyse'] = (work) =>
    new Promise((resolve) => {
      this.#waiting.push({ work, resolve });
      if (this.#waiting.length === 1) setImmediate(() => this.#send());
      else if (this.#waiting.length >= batchSize) this.#send();
    });

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #send(): void {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    const [least] = this.#threads.toSorted((a, b) => a.load - b.load);
    least?.run(batch);
  }
}

/** One worker thread, started with its first work. A thread that dies gives its works back to be tried again. */
class AnalysisThread {
  readonly #data: AnalysisThreadData;
  readonly #running = new Map<number, readonly Waiting[]>();
  readonly #rules: AnalysisOptions['rules'];
  #worker: Worker | null = null;
  /** Of the rules that the worker has. */
  #revision = 0;
  #nextId = 1;
  #closed = false;

  constructor({ workspace, encoder, sentences, rules }: AnalysisOptions) {
    this.#rules = rules;
    this.#data = { workspace, encoder: encoder.href, sentences: sentences.href };
  }

  get load(): number {
    return this.#running.size;
  }

  run(batch: readonly Waiting[]): void {
    const id = this.#nextId++;
    this.#running.set(id, batch);
    this.#worker ??= this.#start();
    // Work under way keeps the process; an idle thread does not.
    this.#worker.ref();
    const { revision, sources } = this.#rules();
    const rules = revision === this.#revision ? {} : { rules: sources };
    this.#revision = revision;
    this.#worker.postMessage({ id, batch: batch.map(({ work }) => work), ...rules } satisfies AnalysisRequest);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('analysis-worker.ts', import.meta.url), { workerData: this.#data });
    worker.on('message', ({ id, outcomes }: AnalysisAnswer) => {
      const batch = this.#running.get(id) ?? [];
      this.#running.delete(id);
      if (this.#running.size === 0) worker.unref();
      for (const [index, { resolve }] of batch.entries()) {
        resolve(outcomes[index] ?? { kind: 'retry', afterMs: 1000, reason: 'analysis gave no answer' });
      }
    });
    worker.on('error', () => this.#giveBack(worker));
    worker.on('exit', () => this.#giveBack(worker));
    return worker;
  }

  /** An ending is told twice, as error and as exit: by the second a new thread may be at work. */
  #giveBack(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#revision = 0;
    const lost = [...this.#running.values()];
    this.#running.clear();
    for (const batch of lost) void this.#oneByOne(batch);
  }

  /** One work that ends the thread must not take those it travelled with along: each is tried alone, and then given back. */
  async #oneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const { work, resolve } of batch) {
      const outcome = await new Promise<Outcome<Processed>>((settle) => {
        if (batch.length > 1 && !this.#closed) this.run([{ work, resolve: settle }]);
        else settle({ kind: 'retry', afterMs: 1000, reason: 'an analysis thread stopped unexpectedly' });
      });
      resolve(outcome);
    }
  }
}
