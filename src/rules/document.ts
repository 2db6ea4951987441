import { isTextChannel } from '../domain/vocabulary.ts';
import { Dictionary, specialToken } from '../language/tokens/dictionary.ts';
import { TokenBuffer, tokenize } from '../language/tokens/tokenize.ts';
import { type Conversation, emptyConversation } from './conversation.ts';
import { type DocumentClock, givenFooting, profileOf, spokenRoles } from './document-profile.ts';
import { arrangedTimes, isSorted, speaksInTurn, spokenOrder } from './spoken-order.ts';
import { readSpeakers, type Speaking, type TurnSpeakers } from './turn-speakers.ts';
import { recordingStart, talkEnd, windowZero } from './window-zero.ts';
import type { WordShelf } from './word-shelf.ts';
import { type TokenTimes, wordTimes } from './word-times.ts';

/** A conversation as the engine reads it, in flat arrays that are used again for the next one. */
export class Document implements TurnSpeakers, DocumentClock {
  conversation: Conversation = emptyConversation;
  isText = false;
  ids: Int32Array = new Int32Array(0);
  count = 0;
  runEnds: Int32Array = new Int32Array(64);
  runTurns: Int32Array = new Int32Array(64);
  runs = 0;
  turns = 0;
  speakers: readonly Speaking[] = [];
  turnSpeaker: Int32Array = new Int32Array(0);
  turnSure: Uint8Array = new Uint8Array(0);
  hasClock = false;
  zeroMs = Number.NaN;
  recordingMs = Number.NaN;
  endMs = Number.NaN;
  given = 0;
  profile = -1;
  readonly #tokens = new TokenBuffer();
  #ids = new Int32Array(256);
  #dictionary: Dictionary = new Dictionary();
  #withEvents = false;
  #isFromShelf = false;
  #times: TokenTimes | null = null;
  #turnOf: Int32Array = new Int32Array(256);
  #turnFirst: number[] = [];
  #turnLast: number[] = [];
  #hasTurns = false;

  /** Reads the conversation's words; `withEvents` puts its events between them. */
  load(conversation: Conversation, dictionary: Dictionary, withEvents: boolean): void {
    this.#begin(conversation, dictionary, withEvents);
    this.#readSpeakers();
    const isHeld = isWithheld(conversation);
    this.#tokens.length = 0;
    let turn = 0;
    for (const { text } of conversation.turns) {
      if (!isHeld) tokenize(text, dictionary, this.#tokens);
      this.#endRun(this.#tokens.length, turn++);
    }
    this.#arrange(clockOf(conversation));
  }

  /** As `load`, from the word ids of each turn: for verdicts only, the text need not be there and no offsets are known. */
  loadIds(conversation: Conversation, turns: readonly Readonly<Int32Array>[], withEvents: boolean): void {
    this.#begin(conversation, this.#dictionary, withEvents);
    this.#readSpeakers();
    this.#tokens.length = 0;
    for (const [turn, ids] of turns.entries()) {
      for (let at = 0; at < ids.length; at++) this.#tokens.push(ids[at] ?? 0, 0, 0);
      this.#endRun(this.#tokens.length, turn);
    }
    this.#arrange(clockOf(conversation));
  }

  /** As `load`, from a shelf that got its words from this conversation, with the same dictionary and `withEvents`. */
  take(shelf: WordShelf, index: number, from: { conversation: Conversation; dictionary: Dictionary; withEvents: boolean }): void {
    this.#begin(from.conversation, from.dictionary, from.withEvents);
    this.#isFromShelf = true;
    this.isText = shelf.isText.values[index] === 1;
    this.count = this.#copyIds(shelf, index);
    this.runs = this.#copyRuns(shelf, index);
    this.#copyTurns(shelf, index);
    this.speakers = shelf.speakers[index] ?? [];
    this.zeroMs = shelf.clocks[index * 3] ?? Number.NaN;
    this.recordingMs = shelf.clocks[index * 3 + 1] ?? Number.NaN;
    this.endMs = shelf.clocks[index * 3 + 2] ?? Number.NaN;
    // A recording starts at 0 where there is a clock: see recordingStart.
    this.hasClock = !Number.isNaN(this.recordingMs);
    this.given = shelf.given.values[index] ?? 0;
    this.profile = shelf.profiles[index] ?? -1;
  }

  #copyIds(shelf: WordShelf, index: number): number {
    const from = shelf.firstId.values[index] ?? 0;
    const count = (shelf.firstId.values[index + 1] ?? 0) - from;
    if (count > this.#ids.length) this.#ids = new Int32Array(count * 2);
    copy(shelf.ids.values, from, this.#ids, count);
    this.ids = this.#ids;
    return count;
  }

  #copyRuns(shelf: WordShelf, index: number): number {
    const from = shelf.firstRun.values[index] ?? 0;
    const count = (shelf.firstRun.values[index + 1] ?? 0) - from;
    while (count > this.runEnds.length) this.#growRuns();
    copy(shelf.runEnds.values, from, this.runEnds, count);
    copy(shelf.runTurns.values, from, this.runTurns, count);
    return count;
  }

  #copyTurns(shelf: WordShelf, index: number): void {
    const from = shelf.firstTurn.values[index] ?? 0;
    const count = (shelf.firstTurn.values[index + 1] ?? 0) - from;
    this.#openTurns(count);
    copy(shelf.turnSpeakers.values, from, this.turnSpeaker, count);
    copy(shelf.turnSure.values, from, this.turnSure, count);
  }

  #begin(conversation: Conversation, dictionary: Dictionary, withEvents: boolean): void {
    this.conversation = conversation;
    this.isText = isTextChannel(conversation.channel);
    this.#dictionary = dictionary;
    this.#withEvents = withEvents;
    this.#isFromShelf = false;
    this.#times = null;
    this.#hasTurns = false;
    this.runs = 0;
  }

  #endRun(end: number, turn: number): void {
    const from = this.runs === 0 ? 0 : (this.runEnds[this.runs - 1] ?? 0);
    if (end === from) return;
    if (this.runs === this.runEnds.length) this.#growRuns();
    this.runEnds[this.runs] = end;
    this.runTurns[this.runs++] = turn;
  }

  #growRuns(): void {
    this.runEnds = doubled(this.runEnds);
    this.runTurns = doubled(this.runTurns);
  }

  #openTurns(turns: number): void {
    this.turns = turns;
    if (turns <= this.turnSpeaker.length) return;
    this.turnSpeaker = new Int32Array(turns * 2);
    this.turnSure = new Uint8Array(turns * 2);
  }

  #readSpeakers(): void {
    const { turns } = this.conversation;
    this.#openTurns(turns.length);
    this.speakers = readSpeakers(turns, this.turnSpeaker, this.turnSure);
  }

  get #events(): Conversation['events'] {
    return this.#withEvents ? this.conversation.events : [];
  }

  #arrange({ hasClock, zeroMs, recordingMs, endMs }: DocumentClock): void {
    this.hasClock = hasClock;
    this.zeroMs = zeroMs;
    this.recordingMs = recordingMs;
    this.endMs = endMs;
    this.ids = this.#tokens.ids;
    this.count = this.#tokens.length;
    this.#orderWords();
    const spoken = spokenRoles(this.runTurns, this.runs, this);
    const isBlank = this.count === 0 || this.isWithheld;
    this.given = isBlank ? 0 : givenFooting(this.conversation, spoken, this);
    this.profile = isBlank ? -1 : profileOf(this.conversation, spoken, this);
  }

  /** On voice, words of overlapping turns are put in the order they were said; events go between the words. */
  #orderWords(): void {
    const events = this.#events;
    if (events.length === 0 && (this.isText || speaksInTurn(this.conversation))) return;
    const times = wordTimes(this);
    if (events.length > 0 || !isSorted(times.start, this.count)) this.#reorder(times, events);
    else this.#times = times;
  }

  #reorder(times: TokenTimes, events: Conversation['events']): void {
    const tokens = this.#tokens;
    const order = spokenOrder(times, this.count, events);
    const turnOf = this.turnOf.slice(0, this.count);
    const [ids, starts, ends] = [tokens.ids.slice(0, this.count), tokens.starts.slice(0, this.count), tokens.ends.slice(0, this.count)];
    tokens.length = 0;
    this.runs = 0;
    let turn = -2;
    for (const { token, event } of order) {
      const own = event >= 0 ? -1 : (turnOf[token] ?? -1);
      if (own !== turn && tokens.length > 0) this.#endRun(tokens.length, turn);
      turn = own;
      if (event >= 0) tokens.push(-1 - event, 0, 0);
      else tokens.push(ids[token] ?? 0, starts[token] ?? 0, ends[token] ?? 0);
    }
    this.#endRun(tokens.length, turn);
    this.ids = tokens.ids;
    this.count = tokens.length;
    this.#times = arrangedTimes(times, order, events);
    this.#hasTurns = false;
  }

  /** Offsets and times are read from the text again: the words come out in the same order. */
  #readText(): void {
    if (this.#isFromShelf) this.load(this.conversation, this.#dictionary, this.#withEvents);
  }

  /** Character offsets per token in its turn's text. */
  get starts(): Readonly<Int32Array> {
    this.#readText();
    return this.#tokens.starts;
  }

  get ends(): Readonly<Int32Array> {
    this.#readText();
    return this.#tokens.ends;
  }

  /** Ms per token on voice or where events stand between words; null: the times of its turn hold. */
  get times(): TokenTimes | null {
    if (this.#times !== null || (this.isText && this.#events.length === 0)) return this.#times;
    this.#readText();
    this.#times ??= wordTimes(this);
    return this.#times;
  }

  /** Turn of each token; -1 for events. */
  get turnOf(): Readonly<Int32Array> {
    this.#layTurns();
    return this.#turnOf;
  }

  /** First and last token per turn; the last lies before the first where it has none. */
  get turnFirst(): readonly number[] {
    this.#layTurns();
    return this.#turnFirst;
  }

  get turnLast(): readonly number[] {
    this.#layTurns();
    return this.#turnLast;
  }

  #layTurns(): void {
    if (this.#hasTurns) return;
    this.#hasTurns = true;
    const { runs, runEnds, runTurns } = this;
    if (this.count > this.#turnOf.length) this.#turnOf = new Int32Array(Math.max(this.count, this.#turnOf.length * 2));
    this.#turnFirst = new Array<number>(this.turns).fill(-1);
    this.#turnLast = new Array<number>(this.turns).fill(-2);
    let from = 0;
    for (let run = 0; run < runs; run++) {
      const end = runEnds[run] ?? from;
      const turn = runTurns[run] ?? -1;
      this.#turnOf.fill(turn, from, end);
      if (turn >= 0 && this.#turnFirst[turn] === -1) this.#turnFirst[turn] = from;
      if (turn >= 0) this.#turnLast[turn] = end - 1;
      from = end;
    }
  }

  /** True when the conversation's words may not be judged: another language, or metadata only. */
  get isWithheld(): boolean {
    return isWithheld(this.conversation);
  }

  hasWords(turn: number): boolean {
    return (this.turnLast[turn] ?? -2) >= (this.turnFirst[turn] ?? 0);
  }

  startMs(token: number): number {
    const { times } = this;
    return times === null ? this.#turnMs(token) : (times.start[token] ?? Number.NaN);
  }

  endMsOf(token: number): number {
    const { times } = this;
    return times === null ? this.#turnMs(token) : (times.end[token] ?? Number.NaN);
  }

  #turnMs(token: number): number {
    return this.conversation.turns[this.turnOf[token] ?? -1]?.startMs ?? Number.NaN;
  }

  speakerOf(token: number): Speaking | undefined {
    return this.speakers[this.turnSpeaker[this.turnOf[token] ?? -1] ?? -1];
  }

  /** Sentence number of each token, in the order of the arrays; sentences never cross turns. */
  sentences(): Int32Array {
    const numbers = new Int32Array(this.count);
    const current = new Map<number, number>();
    let next = 0;
    for (let token = 0; token < this.count; token++) {
      const turn = this.turnOf[token] ?? -1;
      const id = this.ids[token] ?? 0;
      let number = current.get(turn);
      if (number === undefined) {
        number = next++;
        current.set(turn, number);
      }
      numbers[token] = id < 0 ? -1 : number;
      if (id === specialToken.sentenceBreak) current.set(turn, next++);
    }
    return numbers;
  }
}

/** After-call work is no part of the conversation: it ends where the talk does. */
function clockOf(conversation: Conversation): DocumentClock {
  const { turns, events, durationMs } = conversation;
  const talkEndMs = talkEnd(conversation);
  const isTalk = (leg: number | null): boolean => leg === null || conversation.legs[leg]?.kind !== 'wrap-up';
  let hasClock = false;
  let end = durationMs ?? Number.NaN;
  if (end > talkEndMs) end = talkEndMs;
  for (const turn of turns) {
    if (turn.startMs !== null) hasClock = true;
    const ms = turn.endMs ?? turn.startMs;
    if (ms !== null && !(end >= ms) && isTalk(turn.leg)) end = ms;
  }
  for (const { startMs, endMs, leg } of events) if (!(end >= endMs) && isTalk(leg) && !(startMs >= talkEndMs)) end = endMs;
  return { hasClock, zeroMs: windowZero(conversation), recordingMs: recordingStart(conversation), endMs: end };
}

/** Words in another language than the recogniser's are held, not searched. */
export function isWithheld(conversation: Conversation): boolean {
  return conversation.stateReason === 'language' || conversation.stateReason === 'metadata-only';
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}

/** Short stretches: a loop is faster than a view and a call. */
function copy(from: Readonly<Int32Array>, first: number, to: Int32Array | Uint8Array, count: number): void {
  for (let at = 0; at < count; at++) to[at] = from[first + at] ?? 0;
}
