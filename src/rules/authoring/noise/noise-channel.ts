import type { Turn, Word } from '../../../domain/interaction.ts';
import type { Conversation } from '../../conversation.ts';
import { SoundAlikes } from './sound-alikes.ts';

export interface NoiseOptions {
  /** Word errors per word of the reference, 0…1. */
  readonly rate: number;
  readonly seed: number;
  /** Share of turns that are given to the other party. */
  readonly roleSwaps: number;
}

export interface WordEdit {
  readonly kind: 'substitution' | 'deletion' | 'insertion';
  readonly turn: number;
  /** What stood there, and what was heard; empty where nothing. */
  readonly said: string;
  readonly heard: string;
  /** Places in the turn before and after. */
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

export interface NoisyConversation {
  readonly conversation: Conversation;
  readonly edits: readonly WordEdit[];
  /** Turns that were given to the other party. */
  readonly swapped: ReadonlySet<number>;
}

/** What kinds of errors recognisers make of telephone speech: mostly other words, then words left out, then words too many. */
const mix = { substitution: 0.6, deletion: 0.25 } as const;
/** As measured on call recordings whose channels were not separate. */
export const usualRoleSwaps = 0.03;
/** Inserted words are little ones. */
const littleWords = ['a', 'the', 'and', 'i', 'it', 'to', 'you', 'he', 'of', 'in', 'that', 'so', 'is', 'we', 'oh', 'or'];

/**
 * Speech recognition made worse on purpose, repeatably: words left out, words too many, words that sound alike for one another, turns of the wrong
 * party. Every word errs alike, content words too, which is a little harsher on rules than recognisers are.
 */
export class NoiseChannel {
  readonly #alikes: SoundAlikes;
  readonly #words: readonly string[];

  constructor(vocabulary: readonly string[]) {
    this.#alikes = new SoundAlikes(vocabulary);
    this.#words = vocabulary;
  }

  pass(conversation: Conversation, options: NoiseOptions): NoisyConversation {
    const random = generator(options.seed, conversation.id);
    const edits: WordEdit[] = [];
    const swapped = new Set<number>();
    const turns = conversation.turns.map((turn, index) => {
      const heard = this.#hear(turn, { index, rate: options.rate, random, edits });
      if (random() >= options.roleSwaps) return heard;
      const other = conversation.turns.find(({ role }) => role !== turn.role);
      if (other === undefined) return heard;
      swapped.add(index);
      return { ...heard, role: other.role, participant: other.participant };
    });
    return { conversation: { ...conversation, turns }, edits, swapped };
  }

  #hear(turn: Turn, { index, rate, random, edits }: { index: number; rate: number; random: () => number; edits: WordEdit[] }): Turn {
    const chunks = [...turn.text.matchAll(/\S+/g)];
    const times = turn.words?.length === chunks.length ? turn.words : undefined;
    const words: Word[] = [];
    let text = '';
    const write = (heard: string, at: number): [number, number] => {
      if (text !== '') text += ' ';
      const start = text.length;
      text += heard;
      const time = times?.[Math.min(at, chunks.length - 1)];
      if (time !== undefined) words.push({ ...time, text: heard });
      return [start, text.length];
    };
    for (const [at, chunk] of chunks.entries()) {
      const [said] = chunk;
      const before = [chunk.index, chunk.index + said.length] as const;
      const kind = isWord(said) && random() < rate ? errorKind(random()) : null;
      if (kind === 'deletion') edits.push({ kind, turn: index, said, heard: '', before, after: [text.length, text.length] });
      else if (kind === 'substitution') {
        const heard = this.#soundAlike(said, random);
        edits.push({ kind, turn: index, said, heard, before, after: write(heard, at) });
      } else if (isFigure(said)) {
        const heard = otherDigits(said, rate, random);
        const after = write(heard, at);
        if (heard !== said) edits.push({ kind: 'substitution', turn: index, said, heard, before, after });
      } else write(said, at);
      if (kind !== 'insertion') continue;
      const heard = pick(littleWords, random);
      edits.push({ kind, turn: index, said: '', heard, before: [before[1], before[1]], after: write(heard, at) });
    }
    const { words: _clean, ...rest } = turn;
    return { ...rest, text, ...(times === undefined ? {} : { words }) };
  }

  /** One of the nearest, the nearer the likelier; any word of the vocabulary where nothing sounds alike. */
  #soundAlike(said: string, random: () => number): string {
    const near = this.#alikes.of(plain(said));
    const word = near.length > 0 ? near[Math.floor(near.length * random() ** 2)] : pick(this.#words, random);
    return word === undefined || word === plain(said) ? 'uh' : word;
  }
}

function errorKind(at: number): WordEdit['kind'] {
  return at < mix.substitution ? 'substitution' : at < mix.substitution + mix.deletion ? 'deletion' : 'insertion';
}

function plain(chunk: string): string {
  return chunk.toLowerCase().replaceAll(/[^a-z']/g, '');
}

/** Redaction tokens are left alone: nobody knows what was said there. */
function isFigure(chunk: string): boolean {
  return /\d/.test(chunk) && !/[<>]/.test(chunk);
}

/** Figures are said digit by digit, so each digit errs like a word. */
function otherDigits(chunk: string, rate: number, random: () => number): string {
  return chunk.replaceAll(/\d/g, (digit) => (random() < rate ? String((Number(digit) + 1 + Math.floor(random() * 9)) % 10) : digit));
}

function isWord(chunk: string): boolean {
  return /[a-z]/i.test(chunk) && !/[<>\d]/.test(chunk);
}

function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(words.length * random())] ?? 'uh';
}

/** The words of conversations that a recogniser may know, most frequent first. */
export function vocabularyOf(conversations: Iterable<Pick<Conversation, 'turns'>>, most = 20_000): string[] {
  const counts = new Map<string, number>();
  for (const { turns } of conversations) {
    for (const { text } of turns) {
      for (const chunk of text.match(/\S+/g) ?? []) {
        const word = isWord(chunk) ? plain(chunk) : '';
        if (/^[a-z]+$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word);
}

/** mulberry32, seeded by conversation too, so that each errs alike whatever was read before it. */
function generator(seed: number, name: string): () => number {
  let state = seed >>> 0;
  for (let at = 0; at < name.length; at++) state = Math.imul(state ^ name.charCodeAt(at), 16_777_619) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
