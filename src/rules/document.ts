import type { Turn } from '../domain/interaction.ts';
import { isTextChannel, type Role } from '../domain/vocabulary.ts';
import type { Dictionary } from '../language/tokens/dictionary.ts';
import { specialToken } from '../language/tokens/dictionary.ts';
import { TokenBuffer, tokenize } from '../language/tokens/tokenize.ts';
import { type Conversation, emptyConversation, roleConfidenceFloor } from './conversation.ts';
import { recordingStart, windowZero } from './window-zero.ts';
import { type TokenTimes, wordTimes } from './word-times.ts';

export interface Speaking {
  readonly id: string;
  readonly role: Role;
  /** 1-based order of first speech among its role. */
  readonly nth: number;
}

/**
 * A conversation as the engine reads it: its words in the order they were said (voice) or sent (text), in flat arrays. Events
 * stand between the words, at their end, as entries with a negative id. Built anew for each conversation in the same arrays.
 */
export class Document {
  readonly tokens = new TokenBuffer();
  /** Turn of each token; -1 for events. */
  turnOf: Int32Array<ArrayBufferLike> = new Int32Array(256);
  /** Ms per token on voice or where events stand between words; null: the times of its turn hold. */
  times: TokenTimes | null = null;
  conversation: Conversation = emptyConversation;
  isText = false;
  hasClock = false;
  /** Ms of window zero; NaN when unknown. */
  zeroMs = Number.NaN;
  recordingMs = 0;
  endMs = Number.NaN;
  /** Index into `speakers` per turn. */
  turnSpeaker: number[] = [];
  /** False where the turn's role is too uncertain to hold anything against anybody. */
  turnSure: boolean[] = [];
  speakers: Speaking[] = [];
  turnFirst: number[] = [];
  turnLast: number[] = [];

  get count(): number {
    return this.tokens.length;
  }

  /** Reads the conversation's words; `withEvents` puts its events between them. */
  load(conversation: Conversation, dictionary: Dictionary, withEvents: boolean): void {
    this.begin(conversation);
    for (const [index, turn] of conversation.turns.entries()) {
      const first = this.tokens.length;
      if (!isWithheld(conversation)) tokenize(turn.text, dictionary, this.tokens);
      this.#endTurn(index, first);
    }
    this.#arrange(withEvents);
  }

  /** As `load`, from stored token ids of each turn; offsets are found from the text only when evidence is shown. */
  loadIds(conversation: Conversation, turns: readonly Readonly<Int32Array>[], withEvents = false): void {
    this.begin(conversation);
    for (const [index, ids] of turns.entries()) {
      const first = this.tokens.length;
      for (let at = 0; at < ids.length; at++) this.tokens.push(ids[at] ?? 0, 0, 0);
      this.#endTurn(index, first);
    }
    this.#arrange(withEvents);
  }

  begin(conversation: Conversation): void {
    this.conversation = conversation;
    this.tokens.length = 0;
    this.times = null;
    this.isText = isTextChannel(conversation.channel);
    this.#readSpeakers(conversation.turns);
    this.#readClock(conversation);
    this.turnFirst.length = 0;
    this.turnLast.length = 0;
  }

  #endTurn(index: number, first: number): void {
    const end = this.tokens.length;
    if (end > this.turnOf.length) {
      const larger = new Int32Array(Math.max(end, this.turnOf.length * 2));
      larger.set(this.turnOf);
      this.turnOf = larger;
    }
    this.turnOf.fill(index, first, end);
    this.turnFirst[index] = first;
    this.turnLast[index] = end - 1;
  }

  #readSpeakers(turns: readonly Turn[]): void {
    this.speakers = [];
    this.turnSpeaker.length = 0;
    this.turnSure.length = 0;
    for (const turn of turns) {
      let index = this.speakers.findIndex((speaker) => speaker.id === turn.participant && speaker.role === turn.role);
      if (index < 0) {
        const nth = this.speakers.filter((speaker) => speaker.role === turn.role).length + 1;
        index = this.speakers.push({ id: turn.participant, role: turn.role, nth }) - 1;
      }
      this.turnSpeaker.push(index);
      this.turnSure.push(turn.roleConfidence >= roleConfidenceFloor);
    }
  }

  #readClock(conversation: Conversation): void {
    const { turns, events } = conversation;
    this.hasClock = turns.some((turn) => turn.startMs !== null);
    this.zeroMs = windowZero(conversation);
    this.recordingMs = recordingStart(conversation);
    let end = conversation.durationMs ?? Number.NaN;
    for (const turn of turns) {
      const ms = turn.endMs ?? turn.startMs;
      if (ms !== null && !(end >= ms)) end = ms;
    }
    for (const event of events) if (!(end >= event.endMs)) end = event.endMs;
    this.endMs = end;
  }

  /** On voice, words of overlapping turns are put in the order they were said; events go between the words. */
  #arrange(withEvents: boolean): void {
    const events = withEvents ? this.conversation.events : [];
    if (this.isText && events.length === 0) return;
    const times = wordTimes(this);
    this.times = times;
    if (events.length === 0 && isSorted(times.start, this.count)) return;
    this.#reorder(times, events);
  }

  #reorder(times: TokenTimes, events: Conversation['events']): void {
    const { ids, starts, ends } = this.tokens;
    const entries: { readonly at: number; readonly token: number; readonly event: number }[] = [];
    let last = Number.NEGATIVE_INFINITY;
    for (let token = 0; token < this.count; token++) {
      const ms = times.start[token] ?? Number.NaN;
      last = Number.isNaN(ms) ? last : ms;
      entries.push({ at: last, token, event: -1 });
    }
    for (const [event, { endMs }] of events.entries()) entries.push({ at: endMs, token: -1, event });
    // An event that ends when a word begins comes before it.
    entries.sort((a, b) => a.at - b.at || Number(b.event >= 0) - Number(a.event >= 0) || a.token - b.token || a.event - b.event);
    const old = {
      ids: ids.slice(0, this.count),
      starts: starts.slice(0, this.count),
      ends: ends.slice(0, this.count),
      turnOf: this.turnOf.slice(0, this.count),
    };
    const arranged: TokenTimes = {
      start: new Float64Array(entries.length),
      end: new Float64Array(entries.length),
      confidence: new Float32Array(entries.length),
      interpolated: times.interpolated,
    };
    this.tokens.length = 0;
    if (this.turnOf.length < entries.length) this.turnOf = new Int32Array(entries.length);
    this.turnFirst.fill(-1);
    for (const [at, { token, event }] of entries.entries()) {
      const happening = events[event];
      if (happening !== undefined) this.tokens.push(-1 - event, 0, 0);
      else this.tokens.push(old.ids[token] ?? 0, old.starts[token] ?? 0, old.ends[token] ?? 0);
      arranged.start[at] = happening?.startMs ?? times.start[token] ?? Number.NaN;
      arranged.end[at] = happening?.endMs ?? times.end[token] ?? Number.NaN;
      arranged.confidence[at] = happening === undefined ? (times.confidence[token] ?? Number.NaN) : Number.NaN;
      const turn = happening === undefined ? (old.turnOf[token] ?? 0) : -1;
      this.turnOf[at] = turn;
      if (turn >= 0 && this.turnFirst[turn] === -1) this.turnFirst[turn] = at;
      if (turn >= 0) this.turnLast[turn] = at;
    }
    for (const [turn, first] of this.turnFirst.entries()) if (first === -1) this.turnLast[turn] = -2;
    this.times = arranged;
  }

  /** True when the conversation's words may not be judged: another language, or metadata only. */
  get isWithheld(): boolean {
    return isWithheld(this.conversation);
  }

  hasWords(turn: number): boolean {
    return (this.turnLast[turn] ?? -1) >= (this.turnFirst[turn] ?? 0);
  }

  startMs(token: number): number {
    if (this.times !== null) return this.times.start[token] ?? Number.NaN;
    return this.conversation.turns[this.turnOf[token] ?? -1]?.startMs ?? Number.NaN;
  }

  endMsOf(token: number): number {
    if (this.times !== null) return this.times.end[token] ?? Number.NaN;
    const turn = this.conversation.turns[this.turnOf[token] ?? -1];
    return turn?.startMs ?? Number.NaN;
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
      const id = this.tokens.ids[token] ?? 0;
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

/** Words in another language than the recogniser's are held, not searched. */
export function isWithheld(conversation: Conversation): boolean {
  return conversation.stateReason === 'language' || conversation.stateReason === 'metadata-only';
}

function isSorted(values: Float64Array, count: number): boolean {
  for (let at = 1; at < count; at++) if ((values[at] ?? 0) < (values[at - 1] ?? 0)) return false;
  return true;
}
