import type { Ground } from './ground.ts';
import type { LiveSpan, Ordinals, Place } from './live-span.ts';
import type { SpanPlan, Speaker } from './plan.ts';
import { enterLiveTurn, isBroken, type LiveSpeaker, type LiveToken, type LiveTurn, newSpeaker, type OpenTurn } from './stream-words.ts';

type WindowNode = Extract<SpanPlan, { op: 'window' }>;

const noOrdinals: Ordinals = { all: -1, role: -1, own: -1 };

/** Who has said how much so far, and whose turns are open. */
export class LiveVoices {
  readonly speakers: LiveSpeaker[] = [];
  readonly open = new Map<number, OpenTurn>();
  readonly isText: boolean;
  /** Tokens, counted words and turns so far. */
  tokens = 0;
  words = 0;
  turns = 0;
  /** Some window counts words: only then each word carries its ordinals. */
  readonly #countsWords: boolean;
  #segments = 0;
  #sentences = 0;

  constructor(isText: boolean, countsWords: boolean) {
    this.isText = isText;
    this.#countsWords = countsWords;
  }

  speakerOf(turn: LiveTurn): LiveSpeaker {
    for (const speaker of this.speakers) if (speaker.id === turn.participant && speaker.role === turn.role) return speaker;
    const speaker = newSpeaker(turn, this.speakers);
    this.speakers.push(speaker);
    return speaker;
  }

  /** The speaker's stream goes on with a word of this turn, or starts anew. */
  enter(speaker: LiveSpeaker, turn: LiveTurn): void {
    if (enterLiveTurn(speaker, { turn: turn.index, total: this.words, isText: this.isText, nextSegment: this.#segments })) this.#segments++;
  }

  place(token: LiveToken, at: { open: OpenTurn | undefined; speaker: LiveSpeaker; turn: LiveTurn; counted: 0 | 1 }): Place {
    const { speaker, open, turn, counted } = at;
    return {
      token: this.tokens++,
      turn: turn.index,
      isSure: turn.isSure,
      segment: speaker.segment,
      position: speaker.position,
      counted,
      sentence: open?.sentence ?? this.#sentences,
      from: token.start,
      to: token.end,
      startMs: token.startMs,
      endMs: token.endMs,
      confidence: token.confidence,
      turnWords: open?.state.words ?? 0,
      turnState: open?.state ?? { words: 0, ended: false },
      words: this.#countsWords ? this.#wordOrdinals(speaker) : noOrdinals,
      turns: open?.ordinals ?? this.#turnOrdinals(speaker),
    };
  }

  #wordOrdinals({ role, sureWords: own }: LiveSpeaker): Ordinals {
    let ofRole = 0;
    for (const other of this.speakers) if (other.role === role) ofRole += other.sureWords;
    return { all: this.words, role: ofRole, own };
  }

  #turnOrdinals({ role, sureTurns: own }: LiveSpeaker): Ordinals {
    let ofRole = 0;
    for (const other of this.speakers) if (other.role === role) ofRole += other.sureTurns;
    return { all: this.turns, role: ofRole, own };
  }

  startTurn(turn: LiveTurn, speaker: LiveSpeaker, first: Place): OpenTurn {
    const open: OpenTurn = {
      turn,
      speaker,
      first,
      state: first.turnState,
      sentence: this.#sentences++,
      sentenceFirst: null,
      sentenceLowest: Number.NaN,
      lowest: Number.NaN,
      last: first,
      tokens: 0,
      ordinals: first.turns,
    };
    this.open.set(turn.index, open);
    this.turns++;
    if (turn.isSure) speaker.sureTurns++;
    return open;
  }

  startSentence(open: OpenTurn): void {
    open.sentence = this.#sentences++;
    open.sentenceFirst = null;
  }

  endTurn(open: OpenTurn): void {
    const { index } = open.turn;
    this.open.delete(index);
    open.state.ended = true;
    if (open.speaker.openTurn === index) open.speaker.openTurn = -1;
  }

  count(open: OpenTurn): void {
    const { speaker } = open;
    speaker.position++;
    speaker.own++;
    this.words++;
    open.state.words++;
    if (open.turn.isSure) speaker.sureWords++;
  }

  spoke(speaker: NonNullable<Speaker>): ReturnType<Ground['spoke']> {
    let spoke: 'unsurely' | 'never' = 'never';
    for (const own of this.speakers) {
      if (!isSpeaker(own, speaker)) continue;
      if (own.spoke === 'surely') return 'surely';
      if (own.spoke === 'unsurely') spoke = 'unsurely';
    }
    return spoke;
  }

  /** Totals for `last n turns / words`. */
  totals({ speaker, window }: WindowNode): { readonly words: number; readonly turns: number } {
    if (speaker === null || window.kind === 'share') return { words: this.words, turns: this.turns };
    const total = { words: 0, turns: 0 };
    for (const own of this.speakers) {
      if (!isSpeaker(own, speaker)) continue;
      total.words += own.sureWords;
      total.turns += own.sureTurns;
    }
    return total;
  }

  /** Counted words between a span and the next word its speaker can say in the same stream; Infinity when the stream is broken. */
  wordsSince(span: LiveSpan): number {
    const { segment, position, counted } = span.last;
    for (const speaker of this.speakers) {
      if (speaker.segment !== segment) continue;
      return isBroken(speaker, this.words, this.isText) ? Number.POSITIVE_INFINITY : speaker.position - position - counted;
    }
    return Number.POSITIVE_INFINITY;
  }
}

export function isSpeaker(own: Pick<LiveSpeaker, 'role' | 'nth'>, wanted: NonNullable<Speaker>): boolean {
  return own.role === wanted.role && (wanted.nth === null || own.nth === wanted.nth);
}

/** Whether an open turn is surely of whom a node listens to. */
export function allows(speaker: Speaker, open: OpenTurn): boolean {
  return speaker === null || (open.turn.isSure && isSpeaker(open.speaker, speaker));
}
