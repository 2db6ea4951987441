import type { PhrasePart } from './phrase.ts';

/** More combinations of inflected words than this are matched word by word instead of as literal phrases. */
const maxLiteralForms = 64;

/** All word sequences of a phrase of plain and inflected words, or null when it has other parts or too many. */
export function literalForms(parts: readonly PhrasePart[]): string[][] | null {
  let forms: string[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'words' || forms.length * part.words.length > maxLiteralForms) return null;
    forms = forms.flatMap((form) => part.words.map((word) => [...form, word]));
  }
  return forms;
}

/** Stretches of a phrase that are literal together, and the parts between them that are not. */
export function runsOf(parts: readonly PhrasePart[]): (readonly PhrasePart[] | 'any')[] {
  const runs: (PhrasePart[] | 'any')[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.kind === 'any') runs.push('any');
    else if (
      part.kind === 'words' &&
      last !== undefined &&
      last !== 'any' &&
      last[0]?.kind === 'words' &&
      literalForms([...last, part]) !== null
    )
      last.push(part);
    else runs.push([part]);
  }
  return runs;
}
