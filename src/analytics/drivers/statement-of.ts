import { wordsOf } from '../emerging/phrase-index.ts';

/** Enough words to tell what somebody wants. */
const enoughWords = 8;
const mostTurns = 2;

/**
 * What the customer needs: the problem statement that the analysers found; without one, the first turns that say more than a
 * greeting or a yes.
 */
export function statementOf({ statement, texts }: { readonly statement: string; readonly texts: readonly string[] }): string {
  if (statement !== '') return statement;
  const kept: string[] = [];
  let words = 0;
  for (const text of texts) {
    const said = wordsOf(text);
    if (said.length < 2 || said.every((word) => courtesies.has(word))) continue;
    kept.push(text.trim());
    words += said.length;
    if (words >= enoughWords || kept.length >= mostTurns) break;
  }
  return kept.join('. ').slice(0, 500);
}

const courtesies: ReadonlySet<string> = new Set(
  'a all am afternoon are day doing evening everyone good great greetings hai hello hey hi how i is madam morning my name nice no ok okay please sir thank thanks there this to very well yes you'.split(
    ' ',
  ),
);
