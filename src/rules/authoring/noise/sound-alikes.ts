import { phonemesOf, soundDistance } from './phonemes.ts';

/** Words further apart than this are not taken for each other. */
const mostDistance = 0.45;
const kept = 8;

interface Heard {
  readonly word: string;
  readonly sounds: string;
}

/**
 * Which words of a vocabulary sound like a word. Words meet under the skeleton of their consonants, voiced and unvoiced alike, or under
 * one that lacks a consonant; then the distance of all their sounds decides.
 */
export class SoundAlikes {
  readonly #bySkeleton = new Map<string, Heard[]>();
  readonly #known = new Map<string, readonly string[]>();

  constructor(vocabulary: Iterable<string>) {
    for (const word of vocabulary) {
      const sounds = phonemesOf(word);
      if (sounds === '') continue;
      for (const key of keysOf(sounds)) {
        const words = this.#bySkeleton.get(key) ?? [];
        this.#bySkeleton.set(key, words);
        words.push({ word, sounds });
      }
    }
  }

  /** Nearest first; none where nothing in the vocabulary comes close. */
  of(word: string): readonly string[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const found = this.#search(word);
    this.#known.set(word, found);
    return found;
  }

  #search(word: string): readonly string[] {
    const sounds = phonemesOf(word);
    const distances = new Map<string, number>();
    for (const key of keysOf(sounds)) {
      for (const other of this.#bySkeleton.get(key) ?? []) {
        if (other.word !== word && !distances.has(other.word)) distances.set(other.word, soundDistance(sounds, other.sounds));
      }
    }
    return [...distances]
      .filter(([, distance]) => distance <= mostDistance)
      .sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1))
      .slice(0, kept)
      .map(([other]) => other);
  }
}

/** Consonants that are taken for each other; h, w, y and vowels are left out of a skeleton. */
const alike = ['pb', 'td', 'kg', 'fvT', 'szSCJ', 'mnN', 'lr'];

function keysOf(sounds: string): readonly string[] {
  const skeleton = [...sounds].map((sound) => alike.find((group) => group.includes(sound))?.[0] ?? '').join('');
  const shorter = skeleton.length > 1 ? [...skeleton].map((_, at) => skeleton.slice(0, at) + skeleton.slice(at + 1)) : [];
  return [...new Set([skeleton, ...shorter])];
}
