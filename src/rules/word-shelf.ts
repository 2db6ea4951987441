import { AppError } from '../domain/errors.ts';
import type { Document } from './document.ts';
import type { Speaking } from './turn-speakers.ts';

/**
 * The words of many conversations as ids with who said them, in a few long arrays, one conversation after the other: what a scan
 * over history reads instead of text. Enough for verdicts; offsets and word times, which only evidence and clocks need, are read
 * from the text when asked for.
 */
export class WordShelf {
  /** Word ids in the order they were said; sentence breaks stand between them, events as -1, -2 … */
  readonly ids = new IntColumn();
  /** Stretches of one turn: where each ends, counted from its conversation's first word, and its turn, -1 for events. */
  readonly runEnds = new IntColumn();
  readonly runTurns = new IntColumn();
  readonly turnSpeakers = new IntColumn();
  readonly turnSure = new IntColumn();
  /** Where each conversation's entries begin in the columns above; one more than there are conversations. */
  readonly firstId = new IntColumn([0]);
  readonly firstRun = new IntColumn([0]);
  readonly firstTurn = new IntColumn([0]);
  /** Per conversation: see `Document`. */
  readonly given = new IntColumn();
  readonly isText = new IntColumn();
  readonly profiles: number[] = [];
  readonly clocks: number[] = [];
  readonly speakers: (readonly Speaking[])[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Puts the words of a loaded document behind those already here. */
  add(document: Document): void {
    const { count, runs } = document;
    this.ids.append(document.ids, count);
    this.runEnds.append(document.runEnds, runs);
    this.runTurns.append(document.runTurns, runs);
    const { turns } = document;
    this.turnSpeakers.append(document.turnSpeaker, turns);
    this.turnSure.append(document.turnSure, turns);
    this.firstId.append([this.ids.length], 1);
    this.firstRun.append([this.runEnds.length], 1);
    this.firstTurn.append([this.turnSpeakers.length], 1);
    this.given.append([document.given], 1);
    this.isText.append([document.isText ? 1 : 0], 1);
    this.profiles.push(document.profile);
    this.clocks.push(document.zeroMs, document.recordingMs, document.endMs);
    this.speakers.push(document.speakers);
    this.#count++;
  }

  /** Where a conversation's words begin and end in `ids`. */
  range(index: number): { readonly from: number; readonly to: number } {
    if (index < 0 || index >= this.#count) throw new AppError('internal', `there is no conversation ${index} on a shelf of ${this.#count}`);
    return { from: this.firstId.values[index] ?? 0, to: this.firstId.values[index + 1] ?? 0 };
  }
}

/** A growing array of small numbers. */
export class IntColumn {
  values: Int32Array = new Int32Array(1024);
  length = 0;

  constructor(initial: readonly number[] = []) {
    this.append(initial, initial.length);
  }

  append(from: ArrayLike<number>, count: number): void {
    const length = this.length + count;
    if (length > this.values.length) {
      const larger = new Int32Array(Math.max(length, this.values.length * 2));
      larger.set(this.values);
      this.values = larger;
    }
    for (let at = 0; at < count; at++) this.values[this.length + at] = from[at] ?? 0;
    this.length = length;
  }
}
