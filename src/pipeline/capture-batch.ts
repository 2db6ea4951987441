import type { InteractionId } from '../domain/ids.ts';
import type { Capture, CaptureLog, CaptureOutcome } from '../storage/records.ts';
import { type Assignment, needsHearing } from './run-jobs.ts';

export interface CaptureBatchOptions {
  readonly captures: Pick<CaptureLog, 'record'>;
  /** Takes what is new on its way; may wait until there is room. */
  readonly accept: (assignments: readonly Assignment[]) => Promise<void>;
  /** Told of a capture once it is durable. */
  readonly onOutcome: (outcome: CaptureOutcome) => void;
}

/** Captures per transaction: one durable write costs as much as hundreds of rows. */
const mostCaptures = 500;
/** Turns of all captures that wait: bounds the memory when each of them is long. */
const mostTurns = 50_000;

/** Long enough for the longest recording; a holder that died is noticed by its process, not by this. */
export const leaseMs = 60 * 60_000;

/** Captures of one or many files on their way to one durable write. */
export class CaptureBatch {
  readonly #options: CaptureBatchOptions;
  #captures: Capture[] = [];
  #turns = 0;

  constructor(options: CaptureBatchOptions) {
    this.#options = options;
  }

  /** A recording does not wait for others: its lease begins when it is written, and hearing it takes long. */
  async add(capture: Capture): Promise<void> {
    this.#captures.push(capture);
    this.#turns += capture.content.turns.length;
    if (this.#captures.length >= mostCaptures || this.#turns >= mostTurns || needsHearing(capture)) await this.flush();
  }

  holds(id: InteractionId): boolean {
    return this.#captures.some((capture) => capture.id === id);
  }

  /** Records what waits durably and passes what is new to the line. */
  async flush(): Promise<void> {
    const batch = this.#captures;
    if (batch.length === 0) return;
    this.#captures = [];
    this.#turns = 0;
    const { captures, accept, onOutcome } = this.#options;
    const results = await captures.record(batch, leaseMs);
    for (const { outcome } of results) onOutcome(outcome);
    await accept(results.flatMap(({ capture, job }) => (job === null ? [] : [{ capture, job }])));
  }
}
