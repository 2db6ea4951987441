import { type Conversion, type ConversionNote, idOf } from './conversion.ts';
import { allOf, anyOf, joined, type Part, phrasePart, spokenBy, suffixed } from './expression-text.ts';

/**
 * Phrase lists of Medallia V-Spark categories: text with the sections SPEAKERS:, CLIENT:, AGENT:, one phrase per line
 * (docs.vocitec.com/V-Spark: upload-and-download-category-phrases-and-filters, leaf-scoring-with-exclude-phrases;
 * docs.medallia.com/en/voci/v-spark: speaker-phrases). A phrase holds one special character: `&`, `|`, `*`, `?`, `~n` (words at most n apart in
 * one turn), `~t` (in one turn), `^` (begins a turn); `-` before it excludes. `~s<n` and `~e<n` are taken as the first and last n seconds; the
 * reference's row on them could not be read. One file is one category: one rule, met by any of its phrases.
 */
export function convertVSpark(text: string, fileName: string): Conversion {
  const notes: ConversionNote[] = [];
  const included: Part[] = [];
  const excluded: Excluded[] = [];
  let section = 'SPEAKERS';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    const place = `line ${index + 1}`;
    const heading = /^([A-Z][A-Z ]+):\s*(.*)$/.exec(line);
    const phrase = heading === null ? line : (heading[2] ?? '');
    if (heading !== null) section = heading[1] ?? '';
    if (phrase === '' || phrase.startsWith('#')) continue;
    const role = roles[section];
    if (role === undefined) {
      notes.push({ place, message: `left out: the filter ${section} (${phrase}) has no counterpart; write it into applies` });
      continue;
    }
    const isExcluded = phrase.startsWith('-');
    const part = phraseOf(phrase.replace(/^-\s*/, ''), role, (message) => notes.push({ place, message }));
    if (part !== null && isExcluded) excluded.push({ part, words: phrase.slice(1).trim().toLowerCase(), place });
    else if (part !== null) included.push(part);
  }
  const expression = withoutExcluded(anyOf(included), excluded, notes);
  if (expression === null) return { rules: [], notes: [...notes, { place: fileName, message: 'no phrase that includes' }] };
  return { rules: [{ id: idOf(fileName), name: fileName, expression: expression.text }], notes };
}

const roles: Readonly<Record<string, 'agent' | 'customer' | null>> = { SPEAKERS: null, CLIENT: 'customer', AGENT: 'agent' };

interface Excluded {
  readonly part: Part;
  readonly words: string;
  readonly place: string;
}

/** Words that an excluded phrase may be away from what it cancels; theirs cancels in the same turn. */
const cancelWords = 15;

/**
 * An excluded phrase cancels a match in the same turn there. Here it cancels a match that lies inside it ("thank you" in "thank you for calling") or
 * near it.
 */
function withoutExcluded(included: Part | null, excluded: readonly Excluded[], notes: ConversionNote[]): Part | null {
  if (included === null) return null;
  return excluded.reduce((kept, { part, words, place }) => {
    if (kept.kind === 'truth' || part.kind === 'truth') {
      notes.push({ place, message: 'an excluded phrase beside & became "unless": it holds for the whole conversation' });
      return { kind: 'truth', text: `(${kept.text}) unless (${part.text})` };
    }
    const plain = [...kept.text.matchAll(/"([^"]*)"/g)].map((found) => found[1]?.toLowerCase() ?? '');
    if (plain.some((phrase) => words.includes(phrase))) return joined(kept, 'not in', part);
    notes.push({ place, message: `an excluded phrase cancels within ${cancelWords} words here, not in the whole turn` });
    return joined(kept, `not near/${cancelWords}`, part);
  }, included);
}

function phraseOf(phrase: string, role: string | null, note: (message: string) => void): Part | null {
  const found = specialOf(phrase, role);
  if (found === null) note(`left out: "${phrase}" cannot be read`);
  return found;
}

function specialOf(phrase: string, role: string | null): Part | null {
  const spoken = (part: Part | null): Part | null => part && spokenBy(role, part);
  const each = (separator: RegExp | string) => phrase.split(separator).flatMap((words) => phrasePart(words) ?? []);
  if (phrase.includes('&')) return allOf(each('&').map((part) => spokenBy(role, part)));
  if (phrase.includes('|')) return spoken(anyOf(each('|')));
  const tail = /^(.*?)\s*~(?:(\d+)|(t)|([se])<\s*(\d+))\s*$/.exec(phrase);
  if (tail !== null) {
    const [, words = '', distance, sameTurn, edge, seconds] = tail;
    if (edge !== undefined) {
      const part = spoken(phrasePart(words));
      return part && suffixed(part, edge === 's' ? `in first ${seconds}s from start of recording` : `in last ${seconds}s`);
    }
    const parts = words.split(/\s+/).flatMap((word) => phrasePart(word) ?? []);
    const operator = sameTurn === undefined ? `near/${distance}` : 'same turn';
    return parts.length === 0 ? null : spoken(parts.reduce((left, right) => joined(left, operator, right)));
  }
  if (/[~$]/.test(phrase)) return null;
  if (!phrase.startsWith('^')) return spoken(phrasePart(phrase));
  const begins = spoken(phrasePart(phrase.slice(1)));
  return begins && suffixed(begins, 'at turn start');
}
