import type { Role } from '../domain/vocabulary.ts';
import { failOf, outputsOf, stateAfter, step } from './automaton.ts';
import { interjectionWords } from './conversation.ts';
import type { LowMark } from './live-nodes.ts';
import type { Place } from './live-span.ts';
import type { StreamProgram } from './stream-program.ts';

/** A word, redaction token or sentence break as a live session gives it. */
export interface LiveToken {
  /** Word id of the shared dictionary. */
  readonly id: number;
  /** Character offsets in its turn's analysed text so far. */
  readonly start: number;
  readonly end: number;
  /** Ms from the start of the interaction; NaN without a clock. */
  readonly startMs: number;
  readonly endMs: number;
  /** NaN when unknown. */
  readonly confidence: number;
}

export interface LiveTurn {
  readonly index: number;
  readonly participant: string;
  readonly role: Role;
  /** False when the role is a guess: see roleConfidenceFloor. */
  readonly isSure: boolean;
}

/** One speaker's words so far: where the automaton stands and the last few words, nothing more. */
export interface LiveSpeaker {
  readonly id: string;
  readonly role: Role;
  readonly nth: number;
  state: number;
  segment: number;
  position: number;
  own: number;
  othersAtLast: number;
  openTurn: number;
  spoke: 'surely' | 'unsurely' | 'never';
  sureWords: number;
  sureTurns: number;
  /** The last counted words of the stream, newest last; as many as the longest phrase has. */
  recent: Place[];
}

export interface OpenTurn {
  readonly turn: LiveTurn;
  readonly speaker: LiveSpeaker;
  readonly first: Place;
  readonly state: { words: number; ended: boolean };
  sentence: number;
  sentenceFirst: Place | null;
  /** Lowest confidence of its words, and of the sentence's; NaN when unknown. */
  lowest: number;
  sentenceLowest: number;
  last: Place;
  /** Words, fillers and marks included. */
  tokens: number;
  readonly ordinals: { readonly all: number; readonly role: number; readonly own: number };
}

export function newSpeaker(turn: LiveTurn, speakers: readonly LiveSpeaker[]): LiveSpeaker {
  const nth = speakers.filter((speaker) => speaker.role === turn.role).length + 1;
  return {
    id: turn.participant,
    role: turn.role,
    nth,
    state: 0,
    segment: -1,
    position: 0,
    own: 0,
    othersAtLast: 0,
    openTurn: -1,
    spoke: 'never',
    sureWords: 0,
    sureTurns: 0,
    recent: [],
  };
}

/** A new turn begins: the stream goes on across a short interjection on voice, else it starts anew. */
export function enterLiveTurn(speaker: LiveSpeaker, entry: { turn: number; total: number; isText: boolean; nextSegment: number }): boolean {
  speaker.openTurn = entry.turn;
  if (!entry.isText && speaker.segment >= 0 && entry.total - speaker.own - speaker.othersAtLast <= interjectionWords) return false;
  speaker.segment = entry.nextSegment;
  speaker.position = 0;
  speaker.state = 0;
  speaker.recent = [];
  return true;
}

/** True when the next word of the speaker cannot belong to the stream of the last one. */
export function isBroken(speaker: LiveSpeaker, total: number, isText: boolean): boolean {
  if (speaker.openTurn >= 0) return false;
  return isText || total - speaker.own - speaker.othersAtLast > interjectionWords;
}

/** One counted word: moves the automaton and returns the places where literal phrases that end here begin. */
export function stepSpeaker(speaker: LiveSpeaker, symbol: number, place: Place, shared: StreamProgram): { leaf: number; first: Place }[] {
  const { automaton } = shared.program;
  speaker.recent.push(place);
  if (speaker.recent.length > shared.longestPhrase) speaker.recent.shift();
  const cell = step(automaton, speaker.state, symbol);
  speaker.state = stateAfter(automaton, cell);
  const list = outputsOf(automaton, cell);
  const hits: { leaf: number; first: Place }[] = [];
  const to = automaton.firstOutput[list + 1] ?? 0;
  for (let at = automaton.firstOutput[list] ?? 0; at < to; at += 2) {
    const first = speaker.recent.at(-(automaton.outputs[at + 1] ?? 1));
    if (first !== undefined) hits.push({ leaf: automaton.outputs[at] ?? 0, first });
  }
  return hits;
}

/** Where the oldest partial match of a leaf that is still alive began, or null. */
export function partialStart(speaker: LiveSpeaker, leaf: number, shared: StreamProgram): LowMark | null {
  const { automaton } = shared.program;
  const states = shared.prefixStates(leaf);
  for (let state = speaker.state; state !== 0; state = failOf(automaton, state)) {
    if (!states.has(state)) continue;
    const place = speaker.recent.at(-(automaton.depth.get(state) ?? 1));
    return place === undefined ? null : { token: place.token, ms: place.startMs };
  }
  return null;
}
