import type { Conversation } from '../../src/rules/conversation.ts';
import { parseExpression } from '../../src/rules/parse.ts';
import { wordsOf } from '../../src/rules/phrase.ts';
import { type Rule, ruleOf } from '../../src/rules/rule.ts';

const phrasesPerRule = 5;
/**
 * Share of conversations a phrase occurs in, at least and at most: chosen so that the median rule is met by more than one
 * conversation in a hundred, the rate of a rule that somebody reads the hits of.
 */
const phraseShare = { least: 0.002, most: 0.03 };
const longestPhrase = 4;

export interface DrawnRules {
  readonly rules: readonly Rule[];
  readonly phrases: readonly string[];
  /** Rules that hold where nothing is said. */
  readonly absences: number;
}

/** One rule in ten of each shape; `p` has five phrases. */
const shapes: readonly ((p: readonly string[]) => string)[] = [
  (p) => p.join(' | '),
  (p) => `customer: (${p.join(' | ')})`,
  (p) => `agent: (${p.slice(0, 4).join(' | ')}) or customer: ${p[4]}`,
  (p) => `(${p.slice(0, 3).join(' | ')}) near/8 (${p.slice(3).join(' | ')}) or ${p[0]}`,
  (p) => `(${p.slice(0, 3).join(' | ')}) -> (${p.slice(3).join(' | ')})`,
  (p) => `customer: (${p.slice(0, 3).join(' | ')}) and agent: (${p.slice(3).join(' | ')})`,
  (p) => `(${p.join(' | ')}) in first 40 words`,
  (p) => `count(${p.join(' | ')}) >= 2`,
  (p) => `(${p.slice(0, 4).join(' | ')}) unless ${p[4]}`,
  (p) => `not (${p.join(' | ')})`,
];

/** Rules of five phrases each, drawn from what is said in the conversations themselves; a fixed seed, so that runs compare. */
export function drawRules(conversations: readonly Conversation[], count: number): DrawnRules {
  const random = seeded(7);
  const common = commonPhrases(conversations.filter((_, index) => index % 12 === 0));
  const phrases: string[] = [];
  const draw = (): string => {
    const phrase = common[Math.floor(random() * common.length)] ?? 'refund';
    phrases.push(phrase);
    return `"${phrase}"`;
  };
  const texts = Array.from(
    { length: count },
    (_, index) => shapes[index % shapes.length]?.(Array.from({ length: phrasesPerRule }, draw)) ?? '',
  );
  return {
    rules: texts.map(ruleFromText),
    phrases: [...new Set(phrases)],
    absences: texts.filter((text) => text.startsWith('not ')).length,
  };
}

/** Sequences of one to four plain words, by how many conversations hold them. */
function commonPhrases(sample: readonly Conversation[]): string[] {
  const counts = new Map<string, number>();
  for (const conversation of sample) {
    const held = new Set<string>();
    for (const turn of conversation.turns) {
      const words = wordsOf(turn.text);
      for (let at = 0; at < words.length; at++) {
        for (let length = 1; length <= longestPhrase && at + length <= words.length; length++) {
          if (!/^[a-z]+$/.test(words[at + length - 1] ?? '')) break;
          held.add(words.slice(at, at + length).join(' '));
        }
      }
    }
    for (const phrase of held) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return [...counts]
    .filter(([phrase, held]) => phrase.length > 3 && held >= phraseShare.least * sample.length && held <= phraseShare.most * sample.length)
    .map(([phrase]) => phrase)
    .sort();
}

function ruleFromText(text: string, index: number): Rule {
  const { expression } = parseExpression(text);
  if (expression === null) throw new Error(`not a rule: ${text}`);
  return ruleOf(expression, { id: `r${index}` });
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
