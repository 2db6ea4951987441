import { type Dictionary, specialToken } from '../../src/language/tokens/dictionary.ts';
import type { Conversation } from '../../src/rules/conversation.ts';
import { RuleEngine } from '../../src/rules/evaluate.ts';
import type { Program, TruthPlan } from '../../src/rules/plan.ts';
import { met } from '../../src/rules/truth.ts';
import { WordShelf } from '../../src/rules/word-shelf.ts';
import { PhraseBound } from './phrase-bound.ts';
import { least, medianRatio, timeInTurns } from './timing.ts';

export interface HistoryMeasures {
  readonly shelf: WordShelf;
  readonly dictionary: Dictionary;
  readonly words: number;
  /** Rules judged because a phrase of theirs occurs, on average. */
  readonly rulesTouched: number;
  readonly medianHitShare: number;
  readonly rawWordsPerSecond: number;
  readonly idsWordsPerSecond: number;
  readonly boundWordsPerSecond: number;
  /** Words per second from ids over those of the bound: the median of rounds that ran side by side. */
  readonly shareOfBound: number;
}

const rounds = 7;

/**
 * What is timed. Raw: each conversation's text is tokenised, its speakers and clock are read, all rules are judged. Ids: the
 * same from stored words. Both: the spans of every rule that was met are built and every one of them is read into a checksum.
 * Bound: the same phrases found in the same stored words, and nothing else.
 */
export function measureHistory(program: Program, conversations: readonly Conversation[], phrases: readonly string[]): HistoryMeasures {
  const engine = new RuleEngine(program);
  const shelf = new WordShelf();
  for (const conversation of conversations) engine.shelve(conversation, shelf);
  const words = wordsIn(shelf.ids.values.subarray(0, shelf.ids.length));
  const bound = new PhraseBound(phrases, engine.dictionary);
  const evidence = evidenceOf(program);
  let checksum = 0;
  const seconds = timeInTurns(rounds, [
    () => {
      for (const conversation of conversations) {
        engine.run(conversation);
        checksum = spanChecksum(engine, evidence, checksum);
      }
    },
    () => {
      for (let index = 0; index < conversations.length; index++) {
        engine.runShelved(shelf, index, conversations[index] as Conversation);
        checksum = spanChecksum(engine, evidence, checksum);
      }
    },
    () => {
      for (let index = 0; index < conversations.length; index++) {
        bound.find(shelf, index);
        checksum = (checksum + bound.hits) | 0;
      }
    },
  ]);
  if (checksum === 1) process.stderr.write('');
  const [raw = [], ids = [], bare = []] = seconds;
  return {
    shelf,
    dictionary: engine.dictionary,
    words,
    ...ruleHits(engine, conversations, shelf),
    rawWordsPerSecond: words / least(raw),
    idsWordsPerSecond: words / least(ids),
    boundWordsPerSecond: words / least(bare),
    shareOfBound: medianRatio(bare, ids),
  };
}

export function wordsIn(ids: Int32Array): number {
  let words = 0;
  for (let at = 0; at < ids.length; at++) if ((ids[at] ?? 0) > specialToken.sentenceBreak) words++;
  return words;
}

function ruleHits(
  engine: RuleEngine,
  conversations: readonly Conversation[],
  shelf: WordShelf,
): Pick<HistoryMeasures, 'medianHitShare' | 'rulesTouched'> {
  const hits = new Int32Array(engine.truths.length);
  let touched = 0;
  for (const [index, conversation] of conversations.entries()) {
    engine.runShelved(shelf, index, conversation);
    touched += engine.touchedCount;
    for (let rule = 0; rule < hits.length; rule++) if (engine.truths[rule] === met) hits[rule] = (hits[rule] ?? 0) + 1;
  }
  hits.sort();
  return { medianHitShare: (hits[hits.length >> 1] ?? 0) / conversations.length, rulesTouched: touched / conversations.length };
}

/** Reads every span that bears a rule that was met: they must exist for the work to count. */
function spanChecksum(engine: RuleEngine, { first, nodes }: Evidence, from: number): number {
  const { truths, touched, touchedCount, matcher } = engine;
  const { arena } = matcher;
  let sum = from;
  for (let at = 0; at < touchedCount; at++) {
    const rule = touched[at] ?? 0;
    if (truths[rule] !== met) continue;
    const last = first[rule + 1] ?? 0;
    for (let index = first[rule] ?? 0; index < last; index++) {
      const node = nodes[index] ?? 0;
      matcher.spans(node);
      const to = arena.to[node] ?? 0;
      for (let span = arena.from[node] ?? 0; span < to; span++)
        sum = (Math.imul(sum, 31) + (arena.start[span] ?? 0) * 7 + (arena.end[span] ?? 0)) | 0;
    }
  }
  return sum;
}

/** The nodes whose spans bear each rule when it is met: everything its body asks for that is not negated. */
function evidenceOf({ rules }: Program): Evidence {
  const lists = rules.map((rule) => bearing(rule.body));
  const first = new Int32Array(lists.length + 1);
  for (const [rule, list] of lists.entries()) first[rule + 1] = (first[rule] ?? 0) + list.length;
  return { first, nodes: Int32Array.from(lists.flat()) };
}

/** Lists one after the other: those of a rule lie from `first[rule]` to `first[rule + 1]`. */
interface Evidence {
  readonly first: Int32Array;
  readonly nodes: Int32Array;
}

function bearing(plan: TruthPlan): readonly number[] {
  switch (plan.op) {
    case 'spans':
    case 'count':
      return [plan.node];
    case 'and':
    case 'or':
      return [...bearing(plan.left), ...bearing(plan.right)];
    case 'unless':
      return bearing(plan.left);
    default:
      return [];
  }
}
