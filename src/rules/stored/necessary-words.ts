import { type Dictionary, firstWord } from '../../language/tokens/dictionary.ts';
import { passes } from '../phrase.ts';
import type { CompiledRule, Leaf, Program, Speaker } from '../plan.ts';

/**
 * Words without which a rule finds nothing, as a text index can look for them: one of the groups must occur, a group occurs when
 * each of its places does, a place when one of its words does.
 */
export type NecessaryWords = readonly (readonly (readonly string[])[])[];

/** More than this is asked of the whole store at less cost. */
const maxGroups = 200;
const maxPatternWords = 1000;

/** Parts of contractions: the rule engine finds them in words that a text index holds otherwise (`cannot`, `gonna`, `don't`). */
const contracted = new Set(
  'i you they we can will shall is am are have not do does did was were has had could should would going want got to must might need'.split(
    ' ',
  ),
);

/** Null: the rule can be met, or fail, without any certain word; every conversation must be asked. `words`: all that were ever said. */
export function necessaryWords(rule: CompiledRule, program: Program, words: Dictionary): NecessaryWords | null {
  if (rule.triggers === null) return null;
  const both = rule.applies === null && rule.body.op === 'spans' ? pairGroups(rule.body.node, program, words) : null;
  if (both !== null) return both;
  return groupsOf(rule.triggers, program, words);
}

function groupsOf(triggers: readonly number[], program: Program, words: Dictionary): NecessaryWords | null {
  const groups: (readonly (readonly string[])[])[] = [];
  for (const id of triggers) {
    const node = program.nodes[id];
    const leaf = node?.op === 'leaf' ? program.leaves[node.leaf] : undefined;
    const own = leaf === undefined ? null : leafGroups(leaf, words);
    if (own === null) return null;
    groups.push(...own);
    if (groups.length > maxGroups) return null;
  }
  return groups;
}

/** Two things of one speaker close together: a conversation that lacks either lacks both. Only plain words, whose lack means the same. */
function pairGroups(id: number, program: Program, words: Dictionary): NecessaryWords | null {
  const node = program.nodes[id];
  if (node === undefined || (node.op !== 'near' && node.op !== 'same')) return null;
  const sides = [node.left, node.right].map((side) => {
    const { triggers } = program.nodes[side] ?? { triggers: null };
    return triggers === null || !isPlain(side, program, node.speaker) ? null : groupsOf(triggers, program, words);
  });
  const [left, right] = sides;
  if (left == null || right == null || left.length * right.length > maxGroups) return null;
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

/** Words and alternatives of words, all said by this speaker. */
function isPlain(id: number, program: Program, speaker: Speaker): boolean {
  const node = program.nodes[id];
  if (node?.op === 'leaf') return node.speaker?.role === speaker?.role && node.speaker?.nth === speaker?.nth;
  if (node?.op === 'either') return node.options.every((option) => isPlain(option, program, speaker));
  const sides = node?.op === 'near' || node?.op === 'same' ? [node.left, node.right] : [];
  return sides.length > 0 && sides.every((side) => isPlain(side, program, speaker));
}

function leafGroups(leaf: Leaf, words: Dictionary): readonly (readonly (readonly string[])[])[] | null {
  if (leaf.kind === 'tested') {
    const found = testedWords(leaf, words);
    return found === null ? null : found.length === 0 ? [] : [[found]];
  }
  const singles = leaf.patterns.filter((pattern) => pattern.length === 1).flat();
  if (!singles.every(isIndexed)) return null;
  const groups = leaf.patterns.filter((pattern) => pattern.length > 1).map((pattern) => pattern.filter(isIndexed).map(spellings));
  if (groups.some((group) => group.length === 0)) return null;
  return singles.length === 0 ? groups : [[singles.flatMap(spellings)], ...groups];
}

/** The words of the store that a test lets pass; null when an index would not hold one of them as it is. */
function testedWords({ test }: Extract<Leaf, { kind: 'tested' }>, words: Dictionary): string[] | null {
  const found: string[] = [];
  for (let id = firstWord; id < words.size; id++) {
    const word = words.word(id);
    if (!(test.kind === 'words' ? test.words.has(word) : passes(test, word))) continue;
    if (!isIndexed(word) || found.length > maxPatternWords) return null;
    found.push(...spellings(word));
  }
  return found;
}

/** Plain words are the same to the index; others may be folded or cut otherwise. */
function isIndexed(word: string): boolean {
  return /^[a-z][a-z0-9]*$/.test(word) && !contracted.has(word);
}

/** `mayn't` is may + not to rules, `mayn` and `t` to the index. */
function spellings(word: string): string[] {
  return [word, `${word}n`];
}
