import { Dictionary, firstWord, tokenizerVersion } from '../../language/tokens/dictionary.ts';
import { decodeTokens, encodeTokenIds } from '../../language/tokens/token-codec.ts';
import type { Reading } from '../../rules/stored/reading.ts';
import type { ReadingStore } from '../../storage/readings.ts';

/**
 * The store's words in memory: one dictionary for every conversation it holds. New words are durable before any reading that
 * names them, so that a process killed at any moment leaves no number without its word.
 */
export class StoreWords {
  readonly #readings: Pick<ReadingStore, 'words' | 'addWords'>;
  #opening: Promise<Dictionary> | null = null;
  #savedSize = firstWord;
  #saving: Promise<void> = Promise.resolve();
  #ids = new Int32Array(4096);

  constructor(readings: Pick<ReadingStore, 'words' | 'addWords'>) {
    this.#readings = readings;
  }

  /** Read when it is first asked for: many commands never need it. */
  dictionary(): Promise<Dictionary> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Token bytes of each reading in the store's numbers; resolves when every word of them is durable. */
  async renumber(readings: readonly Pick<Reading, 'vocabulary' | 'tokens'>[]): Promise<Uint8Array[]> {
    const dictionary = await this.dictionary();
    const numbered = readings.map((reading) => this.#renumber(reading, dictionary));
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#save(dictionary));
    await this.#saving;
    return numbered;
  }

  #renumber({ vocabulary, tokens }: Pick<Reading, 'vocabulary' | 'tokens'>, dictionary: Dictionary): Uint8Array {
    const numbers = vocabulary === '' ? [] : vocabulary.split(' ').map((word) => dictionary.intern(word));
    if (tokens.length > this.#ids.length) this.#ids = new Int32Array(tokens.length * 2);
    const count = decodeTokens(tokens, this.#ids);
    for (let at = 0; at < count; at++) {
      const id = this.#ids[at] ?? 0;
      if (id >= firstWord) this.#ids[at] = numbers[id - firstWord] ?? 0;
    }
    return encodeTokenIds(this.#ids, count);
  }

  async #open(): Promise<Dictionary> {
    const dictionary = Dictionary.from(await this.#readings.words(tokenizerVersion));
    this.#savedSize = dictionary.size;
    return dictionary;
  }

  async #save(dictionary: Dictionary): Promise<void> {
    const words = dictionary.words(this.#savedSize);
    if (words.length === 0) return;
    await this.#readings.addWords(tokenizerVersion, this.#savedSize - firstWord, words);
    this.#savedSize += words.length;
  }
}
