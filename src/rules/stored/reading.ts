import type { Interaction, InteractionEvent, Leg, Turn } from '../../domain/interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { Dictionary, firstWord, specialToken } from '../../language/tokens/dictionary.ts';
import { encodeTokenIds } from '../../language/tokens/token-codec.ts';
import { TokenBuffer, tokenize } from '../../language/tokens/tokenize.ts';
import type { Conversation } from '../conversation.ts';
import { isWithheld } from '../document.ts';
import { profileOf } from './profile.ts';

/**
 * What rules read of a conversation, apart from the conversation itself: its words as numbers and what else they ask about, so
 * that a changed rule reads neither text nor a whole record.
 */
export interface Reading {
  /** Conversations of one profile in which none of a rule's words occur have the same verdict; see profile.ts. */
  readonly profile: string;
  /** Who spoke when, legs, events, times; with the words themselves where their times are known (recordings). */
  readonly frame: string;
  /** Attributes and measures: read only by rules that ask for them. */
  readonly facts: string;
  /** Its words, each once, between spaces. */
  readonly vocabulary: string;
  /** LEB128: 0 ends a turn, 1 … 4 are special tokens, others are places in `vocabulary` (or words of the store's dictionary). */
  readonly tokens: Uint8Array;
}

/** Marks the end of a turn among token ids. */
export const turnEnd = specialToken.none;

/** The conversation as rules see it: sentiment is a value per turn. */
export function conversationOf(interaction: Interaction): Conversation {
  const { sentiment } = interaction.understanding;
  if (sentiment === undefined) return interaction;
  const scores = new Map(sentiment.turns.map(({ turn, score }) => [turn, score]));
  return { ...interaction, turnMeasures: { sentiment: interaction.turns.map(({ index }) => scores.get(index) ?? null) } };
}

export function readingOf(conversation: Conversation): Reading {
  const { attributes, measures, turnMeasures } = conversation;
  const { vocabulary, ids, ends } = wordsOf(conversation);
  return {
    profile: profileOf(conversation, { spoken: ends.map((end, turn) => end > (ends[turn - 1] ?? 0)), vocabulary }),
    frame: JSON.stringify(frameOf(conversation)),
    facts: JSON.stringify([attributes, measures.values, turnMeasures ?? null]),
    vocabulary: vocabulary.join(' '),
    tokens: withTurnEnds(ids, ends),
  };
}

const buffer = new TokenBuffer();
let words = new Dictionary();
/** Each word of `words` as text, once it was asked for. */
let texts: string[] = [];
/** By word, its place in the vocabulary of the conversation that is being read; 0 for none. */
let places = new Int32Array(1 << 12);
/** The words of one thread's conversations are kept so that each is folded once; started anew before they grow large. */
const maxWords = 1 << 18;

/** As the engine reads them, in one run: what may not be read has no words. */
function wordsOf(conversation: Conversation): { vocabulary: string[]; ids: Int32Array; ends: number[] } {
  if (words.size > maxWords) [words, texts] = [new Dictionary(), []];
  buffer.length = 0;
  const withheld = isWithheld(conversation);
  const ends = conversation.turns.map((turn) => {
    if (!withheld) tokenize(turn.text, words, buffer);
    return buffer.length;
  });
  const ids = buffer.ids.slice(0, buffer.length);
  return { vocabulary: renumber(ids), ids, ends };
}

/** Numbers of `words` become places in the vocabulary, which is in order of first appearance. */
function renumber(ids: Int32Array): string[] {
  if (places.length < words.size) places = new Int32Array(words.size * 2);
  const met: number[] = [];
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    if (id < firstWord) continue;
    if (places[id] === 0) places[id] = firstWord + met.push(id) - 1;
    ids[at] = places[id] ?? 0;
  }
  for (const id of met) places[id] = 0;
  return met.map(textOf);
}

function textOf(id: number): string {
  const known = texts[id];
  if (known !== undefined) return known;
  const text = words.word(id);
  texts[id] = text;
  return text;
}

function withTurnEnds(ids: Int32Array, ends: readonly number[]): Uint8Array {
  const marked = new Int32Array(ids.length + ends.length);
  let from = 0;
  for (const [turn, end] of ends.entries()) {
    marked.set(ids.subarray(from, end), from + turn);
    marked[end + turn] = turnEnd;
    from = end;
  }
  return encodeTokenIds(marked, marked.length);
}

type Speaker = readonly [participant: string, role: Role];
type EventRow = readonly [InteractionEvent['kind'], number, number, number | null, Role | null, InteractionEvent['origin']];
type LegRow = readonly [
  Leg['kind'],
  Leg['agent'] | null,
  Leg['team'] | null,
  Leg['queue'] | null,
  number | null,
  number | null,
  number | null,
];

interface Frame {
  readonly head: readonly [
    Conversation['channel'],
    Conversation['direction'],
    startedAt: string | null,
    durationMs: number | null,
    timeZone: string,
    language: string | null,
    stateReason: string | null,
  ];
  readonly speakers: readonly Speaker[];
  /** Speaker, leg, role confidence, start, end; five numbers a turn. */
  readonly turns: readonly (number | null)[];
  readonly events: readonly EventRow[];
  readonly legs: readonly LegRow[];
  /** Text and words of each turn, where words have times of their own. */
  readonly spoken?: readonly (readonly [string, Turn['words'] | null])[];
}

const turnFields = 5;

function frameOf(conversation: Conversation): Frame {
  const { channel, direction, startedAt, durationMs, timeZone, language, stateReason, turns } = conversation;
  const speakers: Speaker[] = [];
  const rows: (number | null)[] = [];
  for (const { participant, role, leg, roleConfidence, startMs, endMs } of turns) {
    let speaker = speakers.findIndex((known) => known[0] === participant && known[1] === role);
    if (speaker < 0) speaker = speakers.push([participant, role]) - 1;
    rows.push(speaker, leg, roleConfidence, startMs, endMs);
  }
  const timed = turns.some((turn) => turn.words !== undefined && turn.words.length > 0);
  return {
    head: [channel, direction, startedAt, durationMs, timeZone, language?.code ?? null, stateReason],
    speakers,
    turns: rows,
    events: conversation.events.map(({ kind, startMs, endMs, leg, role, origin }) => [kind, startMs, endMs, leg, role, origin]),
    legs: conversation.legs.map(({ kind, agent, team, queue, startMs, answeredMs, endMs }) => [
      kind,
      agent ?? null,
      team ?? null,
      queue ?? null,
      startMs ?? null,
      answeredMs ?? null,
      endMs ?? null,
    ]),
    ...(timed ? { spoken: turns.map((turn) => [turn.text, turn.words ?? null] as const) } : {}),
  };
}

/** A conversation read back from its reading. */
export interface ReadConversation {
  /** Without text unless `hasText`. */
  readonly conversation: Conversation;
  readonly hasText: boolean;
}

export function conversationOfReading(id: string, reading: Pick<Reading, 'frame' | 'facts'>): ReadConversation {
  const frame = JSON.parse(reading.frame) as Frame;
  const [channel, direction, startedAt, durationMs, timeZone, language, stateReason] = frame.head;
  let facts: readonly [Conversation['attributes'], Conversation['measures']['values'], Conversation['turnMeasures'] | null] | null = null;
  const known = () => {
    facts ??= reading.facts === '' ? [{}, {}, null] : JSON.parse(reading.facts);
    return facts ?? [{}, {}, null];
  };
  const conversation: Conversation = {
    id: id as Conversation['id'],
    channel,
    direction,
    startedAt,
    durationMs,
    timeZone,
    language: language === null ? null : { code: language, confidence: 1, origin: 'source' },
    stateReason,
    participants: [],
    turns: turnsOf(frame),
    events: frame.events.map(([kind, startMs, endMs, leg, role, origin]) => ({ kind, startMs, endMs, leg, role, origin })),
    legs: frame.legs.map(legOf),
    get attributes() {
      return known()[0];
    },
    get measures() {
      return { values: known()[1], gaps: {} };
    },
    get turnMeasures() {
      return known()[2] ?? undefined;
    },
  } as Conversation;
  return { conversation, hasText: frame.spoken !== undefined };
}

function turnsOf({ turns, speakers, spoken }: Frame): Turn[] {
  return Array.from({ length: turns.length / turnFields }, (_, index) => {
    const at = index * turnFields;
    const [participant = '', role = 'unknown'] = speakers[turns[at] ?? 0] ?? [];
    const [text = '', words = null] = spoken?.[index] ?? [];
    return {
      index,
      leg: turns[at + 1] ?? 0,
      participant,
      role,
      roleConfidence: turns[at + 2] ?? 1,
      text,
      startMs: turns[at + 3] ?? null,
      endMs: turns[at + 4] ?? null,
      ...(words === null ? {} : { words }),
    } as Turn;
  });
}

function legOf([kind, agent, team, queue, startMs, answeredMs, endMs]: LegRow): Leg {
  return {
    kind,
    ...(agent === null ? {} : { agent }),
    ...(team === null ? {} : { team }),
    ...(queue === null ? {} : { queue }),
    ...(startMs === null ? {} : { startMs }),
    ...(answeredMs === null ? {} : { answeredMs }),
    ...(endMs === null ? {} : { endMs }),
    measures: { values: {}, gaps: {} },
  } as Leg;
}

/** Ids of each turn; `scratch` has a place per byte. The arrays are views of it. */
export function turnsOfTokens(ids: Int32Array, count: number, turns: number): Int32Array[] {
  const each: Int32Array[] = [];
  let from = 0;
  for (let at = 0; at < count && each.length < turns; at++) {
    if (ids[at] !== turnEnd) continue;
    each.push(ids.subarray(from, at));
    from = at + 1;
  }
  return each;
}
