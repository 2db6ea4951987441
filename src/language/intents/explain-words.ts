import type { Evidence } from '../../domain/understanding.ts';
import { bucketOf } from '../linear/hash-words.ts';
import { functionWords } from '../tokens/function-words.ts';
import type { IntentModel } from './intent-model.ts';
import { lexicalPlaces } from './lexical-features.ts';

const word = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;
const most = 3;

/** The words that spoke most for a class against the others: by the weight of the word and of its pair with the next. */
export function explainWords(
  model: IntentModel,
  best: number,
  { text, turn, start }: { readonly text: string; readonly turn: number; readonly start: number },
): Evidence[] {
  const words = [...text.matchAll(word)];
  const { classes, weights } = model.logistic;
  const pull = (piece: string): number => {
    const place = bucketOf(piece, lexicalPlaces);
    let sum = 0;
    for (let at = 0; at < classes; at++) sum += weights[place * classes + at] ?? 0;
    return ((weights[place * classes + best] ?? 0) - sum / classes) * (model.rarity[place] ?? 1);
  };
  const pulls = words.map((match, at) => {
    const plain = match[0].toLowerCase();
    const next = words[at + 1]?.[0].toLowerCase();
    return { match, weight: pull(`w ${plain}`) + (next === undefined ? 0 : pull(`w ${plain} ${next}`)) };
  });
  const total = pulls.reduce((sum, { weight }) => sum + Math.abs(weight), 0) || 1;
  return pulls
    .filter(({ match, weight }) => weight / total > 0.05 && !functionWords.has(match[0].toLowerCase()) && /\p{L}/u.test(match[0]))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ match, weight }) => ({
      turn,
      start: start + match.index,
      end: start + match.index + match[0].length,
      weight: Number((weight / total).toFixed(3)),
      why: `word of ${model.classes[best] ?? ''}`,
    }));
}
