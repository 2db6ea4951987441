import { messageOf } from '../domain/errors.ts';
import type { Job, JobQueue, StoredCapture } from '../storage/records.ts';
import { processInteraction, type Steps } from './process-interaction.ts';
import type { StoreProcessed } from './rules/store-processed.ts';
import type { Processed } from './work.ts';

/** A leased job with the capture it is about. */
export interface Assignment {
  readonly job: Job;
  readonly capture: StoredCapture;
}

export interface JobRunnerOptions {
  readonly steps: Steps;
  readonly store: StoreProcessed;
  readonly jobs: Pick<JobQueue, 'complete' | 'fail'>;
  /** Recordings heard at the same time; text never waits behind them. */
  readonly voiceConcurrency: number;
  readonly onSettled?: (result: 'processed' | 'failed', assignment: Assignment) => void;
}

/** Records per write to the content engine: large writes are many times cheaper than small ones. */
const batchSize = 1000;
const maxAttempts = 3;
/** Batches of text on their way at the same time: reading goes on while others are analysed. */
const batchesInFlight = 4;

/**
 * Takes leased jobs through the line and writes the results in batches. A job is complete only when its result is
 * durable; a process that dies in between leaves a lease that ends, and the job is done again with the same result.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  #finished: { assignment: Assignment; processed: Processed }[] = [];
  #writing: Promise<void> = Promise.resolve();
  readonly #text = new Set<Promise<unknown>>();
  readonly #voice = new Set<Promise<void>>();

  constructor(options: JobRunnerOptions) {
    this.#options = options;
  }

  /** Takes the jobs on; resolves as soon as there is room for more, which bounds the memory. */
  async accept(assignments: readonly Assignment[]): Promise<void> {
    const text = assignments.filter(({ capture }) => !needsHearing(capture));
    while (this.#text.size >= batchesInFlight) await Promise.race(this.#text);
    const batch: Promise<unknown> = Promise.all(text.map((assignment) => this.#process(assignment))).finally(() =>
      this.#text.delete(batch),
    );
    this.#text.add(batch);
    for (const assignment of assignments) if (needsHearing(assignment.capture)) await this.#hear(assignment);
  }

  /** Resolves when everything accepted is durable. */
  async drain(): Promise<void> {
    await Promise.all([...this.#text, ...this.#voice]);
    this.#write();
    await this.#writing;
  }

  async #hear(assignment: Assignment): Promise<void> {
    while (this.#voice.size >= this.#options.voiceConcurrency) await Promise.race(this.#voice);
    const hearing: Promise<void> = this.#process(assignment)
      .then(() => this.#write())
      .finally(() => this.#voice.delete(hearing));
    this.#voice.add(hearing);
  }

  async #process(assignment: Assignment): Promise<void> {
    const outcome = await processInteraction(assignment.capture, this.#options.steps).catch((error: unknown) => ({
      kind: 'retry' as const,
      afterMs: 1000 * 2 ** assignment.job.attempts,
      reason: messageOf(error),
    }));
    if (outcome.kind === 'ok') {
      this.#finished.push({ assignment, processed: outcome.value });
      if (this.#finished.length >= batchSize) {
        await this.#writing;
        this.#write();
      }
      return;
    }
    await this.#settleFailure(assignment, { reason: outcome.reason, afterMs: outcome.kind === 'retry' ? outcome.afterMs : null });
  }

  #write(): void {
    const batch = this.#finished;
    if (batch.length === 0) return;
    this.#finished = [];
    this.#writing = this.#writing.then(() => this.#store(batch)).catch((error: unknown) => this.#giveBack(batch, error));
  }

  async #store(batch: readonly { assignment: Assignment; processed: Processed }[]): Promise<void> {
    await this.#options.store(batch.map(({ processed }) => processed));
    await this.#options.jobs.complete(batch.map((each) => each.assignment.job.id));
    for (const { assignment } of batch) this.#options.onSettled?.('processed', assignment);
  }

  async #giveBack(batch: readonly { assignment: Assignment }[], error: unknown): Promise<void> {
    for (const { assignment } of batch) await this.#settleFailure(assignment, { reason: messageOf(error), afterMs: 1000 });
  }

  async #settleFailure(assignment: Assignment, failure: { reason: string; afterMs: number | null }): Promise<void> {
    const again = assignment.job.attempts + 1 < maxAttempts ? failure.afterMs : null;
    await this.#options.jobs.fail(assignment.job.id, failure.reason, again);
    if (again === null) this.#options.onSettled?.('failed', assignment);
  }
}

/** Its words are still in a recording. */
export function needsHearing({ content }: Pick<StoredCapture, 'content'>): boolean {
  return content.media.length > 0 && content.turns.length === 0;
}
