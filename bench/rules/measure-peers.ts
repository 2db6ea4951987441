import { AhoCorasick } from '@monyone/aho-corasick/fast';
import type { Dictionary } from '../../src/language/tokens/dictionary.ts';
import { wordFlag } from '../../src/language/tokens/dictionary.ts';
import type { Conversation } from '../../src/rules/conversation.ts';
import { wordsOf } from '../../src/rules/phrase.ts';
import type { WordShelf } from '../../src/rules/word-shelf.ts';
import { PhraseBound } from './phrase-bound.ts';
import { least, processorSeconds } from './timing.ts';

export interface PeerMeasures {
  readonly regexpWordsPerSecond: number;
  readonly packageWordsPerSecond: number;
}

/** RegExps are slow: some hundred texts tell their speed as well as all. */
const regexpTurns = 250;
const packageConversations = 2_000;

/**
 * Two other ways to find the same phrases. One case-insensitive RegExp per phrase, over the texts as they are; and the fastest of
 * four Aho–Corasick packages (2026-11: @monyone/aho-corasick 2.2, modern-ahocorasick 1.2, ahocorasick 1.1, aho-corasick-node 0.4
 * million words/s), over texts folded and spaced beforehand. Neither knows speakers, distances or rules. Throws when the package
 * finds anything else than the automaton over words.
 */
export function measurePeers(
  phrases: readonly string[],
  given: { readonly conversations: readonly Conversation[]; readonly shelf: WordShelf; readonly dictionary: Dictionary },
): PeerMeasures {
  const { conversations, shelf, dictionary } = given;
  return {
    regexpWordsPerSecond: regexpSpeed(phrases, conversations),
    packageWordsPerSecond: packageSpeed(phrases, shelf, dictionary),
  };
}

function regexpSpeed(phrases: readonly string[], conversations: readonly Conversation[]): number {
  const regexes = phrases.map((phrase) => new RegExp(`(?<![\\p{L}\\d])${phrase.replaceAll(' ', '\\s+')}(?![\\p{L}\\d])`, 'giu'));
  const texts = conversations.flatMap((conversation) => conversation.turns.map((turn) => turn.text)).slice(0, regexpTurns);
  const words = texts.reduce((sum, text) => sum + wordsOf(text).length, 0);
  let found = 0;
  const seconds = processorSeconds(() => {
    for (const text of texts) for (const regex of regexes) for (const _ of text.matchAll(regex)) found++;
  });
  return found < 0 ? 0 : words / seconds;
}

function packageSpeed(phrases: readonly string[], shelf: WordShelf, dictionary: Dictionary): number {
  const bound = new PhraseBound(phrases, dictionary);
  const texts: string[] = [];
  let words = 0;
  let hits = 0;
  for (let index = 0; index < Math.min(packageConversations, shelf.count); index++) {
    for (const said of turnWords(shelf, index, dictionary)) {
      texts.push(` ${said.join(' ')} `);
      words += said.length;
    }
    bound.find(shelf, index);
    hits += bound.hits;
  }
  const automaton = new AhoCorasick(phrases.map((phrase) => ` ${phrase} `));
  let found = 0;
  const rounds = Array.from({ length: 3 }, () =>
    processorSeconds(() => {
      found = 0;
      for (const text of texts) found += automaton.matchInText(text).length;
    }),
  );
  if (found !== hits) throw new Error(`the package finds ${found} phrases, the automaton over words ${hits}`);
  return words / least(rounds);
}

/** The words of each turn that phrases are made of. */
function turnWords(shelf: WordShelf, index: number, dictionary: Dictionary): string[][] {
  const first = shelf.firstId.values[index] ?? 0;
  const turns: string[][] = [];
  let from = first;
  for (let run = shelf.firstRun.values[index] ?? 0; run < (shelf.firstRun.values[index + 1] ?? 0); run++) {
    const to = first + (shelf.runEnds.values[run] ?? 0);
    const ids = [...shelf.ids.values.subarray(from, to)];
    turns.push(ids.filter((id) => isPhraseWord(id, dictionary)).map((id) => dictionary.word(id)));
    from = to;
  }
  return turns;
}

function isPhraseWord(id: number, dictionary: Dictionary): boolean {
  return id > 1 && ((dictionary.flags[id] ?? 0) & (wordFlag.filler | wordFlag.entity)) === 0;
}
