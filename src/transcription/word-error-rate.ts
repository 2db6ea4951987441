import { normaliseWords } from './normalise-words.ts';

export interface WordErrors {
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  /** Words of the reference after normalisation. */
  readonly words: number;
}

/** Errors of one text against what was really said, after the fixed normalisation of `normaliseWords`. */
export function countWordErrors(reference: string, heard: string): WordErrors {
  return alignWords(normaliseWords(reference), normaliseWords(heard));
}

/** Pooled over texts: all errors over all reference words, so that short texts do not weigh more than their words. */
export function wordErrorRate(errors: readonly WordErrors[]): number {
  const words = errors.reduce((sum, one) => sum + one.words, 0);
  const wrong = errors.reduce((sum, one) => sum + one.substitutions + one.deletions + one.insertions, 0);
  return words === 0 ? 0 : wrong / words;
}

/** Least number of word edits (Levenshtein), counted by kind; among equally short ways, substitutions first. */
export function alignWords(reference: readonly string[], heard: readonly string[]): WordErrors {
  const width = heard.length + 1;
  let above = Array.from({ length: width }, (_, insertions): WordErrors => ({ ...noErrors, insertions }));
  for (let row = 1; row <= reference.length; row++) {
    const current: WordErrors[] = [{ ...noErrors, deletions: row }];
    for (let column = 1; column < width; column++) {
      const diagonal = above[column - 1] ?? noErrors;
      const same = reference[row - 1] === heard[column - 1];
      current.push(
        least([
          same ? diagonal : { ...diagonal, substitutions: diagonal.substitutions + 1 },
          { ...(above[column] ?? noErrors), deletions: (above[column]?.deletions ?? 0) + 1 },
          { ...(current[column - 1] ?? noErrors), insertions: (current[column - 1]?.insertions ?? 0) + 1 },
        ]),
      );
    }
    above = current;
  }
  return { ...(above[width - 1] ?? noErrors), words: reference.length };
}

const noErrors: WordErrors = { substitutions: 0, deletions: 0, insertions: 0, words: 0 };

function least(ways: readonly [WordErrors, ...WordErrors[]]): WordErrors {
  return ways.reduce((best, way) => (edits(way) < edits(best) ? way : best));
}

function edits(errors: WordErrors): number {
  return errors.substitutions + errors.deletions + errors.insertions;
}
