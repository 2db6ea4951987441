import type { Evidence } from '../../domain/understanding.ts';
import type { Document } from '../analyser.ts';

type Turn = Document['turns'][number];

/** What agents ask for, by the words of the question; asking for one of them in two turns is asking twice. */
const asked: readonly (readonly [string, RegExp])[] = [
  ['name', /\b(?:your|full|first|last|the) (?:full |first |last )?name\b/i],
  ['date of birth', /\b(?:date of birth|birth ?date|dob)\b/i],
  ['account number', /\baccount (?:number|id)\b/i],
  ['order number', /\b(?:order|booking|confirmation|reference|ticket|case|policy) (?:number|code|id)\b|\brecord locator\b/i],
  ['phone number', /\b(?:phone|telephone|mobile|contact|cell) ?(?:number)\b/i],
  ['e-mail address', /\be-?mail(?: address)?\b/i],
  ['postcode', /\b(?:zip ?code|post ?code|postal code)\b/i],
  ['address', /\b(?:your|mailing|billing|delivery|home) address\b/i],
  ['security answer', /\bsecurity (?:question|answer|code)\b|\bmother'?s maiden\b|\bpin\b/i],
];
const isQuestion = /\?|\b(?:may i|can i|could i|could you|can you|please|what is|what's|provide|give me|tell me|confirm|need)\b/i;

/** Points for every time an agent asks for something that was asked for before, in another turn. */
export function findAskedTwice(turns: readonly Turn[]): Evidence[] {
  const before = new Map<string, number>();
  const found: Evidence[] = [];
  for (const turn of turns) {
    if (turn.role !== 'agent' || !isQuestion.test(turn.text)) continue;
    for (const [what, pattern] of asked) {
      const match = pattern.exec(turn.text);
      if (!match) continue;
      if (before.has(what)) {
        found.push({
          turn: turn.index,
          start: match.index,
          end: match.index + match[0].length,
          weight: 1,
          why: `asked again for the ${what}`,
        });
      }
      before.set(what, turn.index);
    }
  }
  return found;
}

const leastWords = 5;
const leastOverlap = 0.75;
/** Older turns than these are not compared: the work stays linear in the length of the contact. */
const mostBack = 60;

/** A customer who says nearly the same words again, after somebody answered. */
export function findRepeated(turns: readonly Turn[]): Evidence[] {
  const own = turns.filter(({ role }) => role === 'customer').map((turn) => ({ turn, words: contentWords(turn.text) }));
  return own.flatMap(({ turn, words }, at): Evidence[] => {
    if (words.size < leastWords) return [];
    const earlier = own
      .slice(Math.max(0, at - mostBack), at)
      .find((other) => turn.index - other.turn.index >= 2 && overlap(words, other.words) >= leastOverlap);
    if (!earlier) return [];
    return [{ turn: turn.index, start: 0, end: turn.text.length, weight: 2, why: `said before, in turn ${earlier.turn.index + 1}` }];
  });
}

function contentWords(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, 1_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}']{3,}/gu) ?? [],
  );
}

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (right.size < leastWords) return 0;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared++;
  return shared / (left.size + right.size - shared);
}
