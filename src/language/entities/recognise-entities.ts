import { coveringEntity, type Entity, type EntityLabel } from '../redaction/entity.ts';
import { mostTaggedCharacters } from './tagged-word.ts';
import { type TaggedStretch, type TaggerModel, type TagLabel, tagText } from './tagger.ts';

/** A pattern's find of this confidence needs no second opinion. */
export const certain = 0.8;
/** A word is taken for personal data when it is none with less than this probability: a leak costs more than a word too many. */
const mostNoneRedacted = 0.7;
/** After a question for just that, little is needed. */
const mostNoneAsked = 0.95;
const birthPattern = /\b(?:born|birth|dob|birthday)\b/i;
/** How far before a date its kind may be said. */
const birthReach = 40;

export interface EntityContext {
  /** What patterns found in this text, in order. */
  readonly found: readonly Entity[];
  /** What the other side asked for last. */
  readonly asked: TagLabel | null;
  /** The site's own name: everybody says it, and it is nobody's. */
  readonly company?: string | undefined;
}

/** Names, addresses and what else only words and their surroundings tell, merged with what patterns found. */
export function recogniseEntities(model: TaggerModel, text: string, { found, asked, company = '' }: EntityContext): readonly Entity[] {
  const own = new Set(company.toLowerCase().match(namePattern) ?? []);
  const sure = [...found, ...earlierTokens(text)].filter((entity) => entity.confidence >= certain).sort((a, b) => a.start - b.start);
  const tagged: Entity[] = [];
  for (let from = 0; from < text.length; ) {
    const to = pieceEnd(text, from);
    const piece = text.slice(from, to);
    const inside = sure
      .filter((entity) => entity.start >= from && entity.end <= to)
      .map((entity) => ({ ...entity, start: entity.start - from, end: entity.end - from }));
    const stretches = tagText(model, piece, { found: inside, mostNone: mostNoneRedacted, asked, mostNoneAsked });
    for (const stretch of stretches) {
      const isOwn = own.size > 0 && isMadeOf(piece.slice(stretch.start, stretch.end), own);
      if (!isOwn) tagged.push(entityOf(stretch, { text, from, asked }));
    }
    from = to;
  }
  return merge(found, tagged);
}

const namePattern = /[\p{L}\d]+/gu;

function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  return (text.toLowerCase().match(namePattern) ?? []).every((word) => words.has(word));
}

interface StretchPlace {
  readonly text: string;
  readonly from: number;
  readonly asked: TagLabel | null;
}

function entityOf({ label, start, end, confidence }: TaggedStretch, { text, from, asked }: StretchPlace): Entity {
  const place = { start: start + from, end: end + from };
  const isBirth =
    label === 'date' && (birthPattern.test(text.slice(Math.max(0, place.start - birthReach), place.start)) || asked === 'date');
  const named: EntityLabel = isBirth ? 'birthdate' : label;
  return { ...place, label: named, confidence, why: label === asked ? 'words-and-question' : 'words' };
}

/** Long texts are tagged line by line or, without lines, in pieces cut at a space. */
function pieceEnd(text: string, from: number): number {
  if (text.length - from <= mostTaggedCharacters) return text.length;
  const window = text.slice(from, from + mostTaggedCharacters);
  const cut = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
  return from + (cut > 0 ? cut + 1 : window.length);
}

/** Tokens of an earlier redaction are no names, and say much about their neighbours. */
function earlierTokens(text: string): readonly Entity[] {
  if (!text.includes('<')) return [];
  return [...text.matchAll(/<([a-z]{2,12})>/g)].map((match) => ({
    label: match[1] as EntityLabel,
    start: match.index,
    end: match.index + match[0].length,
    confidence: 1,
    why: 'token',
  }));
}

/** Where a pattern's guess and a tagged stretch overlap they become one find, named by the longer of the two. */
function merge(found: readonly Entity[], tagged: readonly Entity[]): readonly Entity[] {
  const merged = [...found];
  for (const stretch of tagged) {
    let whole = stretch;
    for (let other = coveringEntity(merged, whole); other !== null; other = coveringEntity(merged, whole)) {
      merged.splice(merged.indexOf(other), 1);
      const longer = other.end - other.start >= whole.end - whole.start ? other : whole;
      whole = { ...longer, start: Math.min(other.start, whole.start), end: Math.max(other.end, whole.end) };
    }
    const place = merged.findIndex((entity) => entity.start > whole.start);
    merged.splice(place === -1 ? merged.length : place, 0, whole);
  }
  return merged;
}
