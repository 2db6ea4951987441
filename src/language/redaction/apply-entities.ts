import type { Word } from '../../domain/interaction.ts';
import type { Annotation } from '../../domain/span.ts';
import { type Entity, isRedacted, redactedLabels } from './entity.ts';
import { mapOffset } from './map-offset.ts';

export const redactionVersion = 'structured-pii-2';

/** Slots of the rule language that a writer could type literally. */
const reservedPattern = new RegExp(`<(?:${[...redactedLabels, 'money', 'date', 'number', 'duration', 'place'].join('|')})>`, 'gi');

/** One stretch of an original text and what stands there in the analysed text. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  /** Null: the stretch is only marked, and reads as it was. */
  readonly text: string | null;
  readonly annotation: Pick<Annotation, 'kind' | 'label' | 'confidence' | 'why'>;
}

export interface TextPlace {
  /** Index of the turn; 0 for a text of its own. */
  readonly turn: number;
  /** Tokens in the text are finds of an earlier redaction. */
  readonly redactedBefore?: boolean | undefined;
}

export interface AppliedText {
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/**
 * Puts `<label>` where each entity stood. A `<card>` that somebody typed becomes `‹card›`, so that a token in the
 * analysed text always is a find; in a text that was redacted before it is one already. Everything that differs
 * between the two texts has an annotation with its place in both; what is only marked has one place, in the analysed text.
 */
export function applyEntities(original: string, entities: readonly Entity[], { turn, redactedBefore = false }: TextPlace): AppliedText {
  const written = original.includes('<') ? writtenTokens(original, entities, redactedBefore) : [];
  if (entities.length === 0 && written.length === 0) return { text: original, annotations: [] };
  const replacements = [...entities.map(replacementOf), ...written].sort((a, b) => a.start - b.start);
  const annotations: Annotation[] = [];
  let text = '';
  let taken = 0;
  for (const { start, end, text: token, annotation } of replacements) {
    text += original.slice(taken, start);
    const shown = token ?? original.slice(start, end);
    const place = { start: text.length, end: text.length + shown.length, ...(token !== null && { original: { start, end } }) };
    annotations.push({ ...annotation, turn, ...place, by: redactionVersion });
    text += shown;
    taken = end;
  }
  return { text: text + original.slice(taken), annotations };
}

function replacementOf(entity: Entity): Replacement {
  const { label, start, end, confidence, why } = entity;
  return { start, end, text: isRedacted(entity) ? `<${label}>` : null, annotation: { kind: 'entity', label, confidence, why } };
}

/** `<card>` as it stands in the text: the token of an earlier redaction, else what somebody typed. */
function writtenTokens(original: string, entities: readonly Entity[], redactedBefore: boolean): readonly Replacement[] {
  return [...original.matchAll(reservedPattern)]
    .map((match): Replacement => {
      const label = match[0].slice(1, -1);
      const place = { start: match.index, end: match.index + match[0].length };
      if (redactedBefore && (redactedLabels as readonly string[]).includes(label)) {
        return { ...place, text: match[0], annotation: { kind: 'entity', label, confidence: 1, why: 'redacted-before' } };
      }
      return { ...place, text: `‹${label}›`, annotation: { kind: 'escape', label: 'literal-token', confidence: 1, why: 'reserved-word' } };
    })
    .filter(({ start, end }) => !entities.some((entity) => entity.start < end && start < entity.end));
}

interface WordsToRedact {
  readonly words: readonly Word[];
  readonly original: string;
  readonly applied: AppliedText;
}

/**
 * The words of the analysed text: those under one entity become one word with the first's start and the last's end.
 * Words that do not spell the text cannot be placed, and are then rebuilt with interpolated times rather than leaked.
 */
export function redactWords({ words, original, applied }: WordsToRedact): readonly Word[] {
  const replaced = applied.annotations.flatMap(({ original: place }) => place ?? []);
  if (replaced.length === 0) return words;
  const places = placeWords(words, original);
  if (places === null) return interpolateWords(words, applied.text);
  const redacted: Word[] = [];
  let index = 0;
  for (const { start, end } of replaced) {
    while (index < words.length && (places[index]?.end ?? 0) <= start) redacted.push(...words.slice(index, ++index));
    const from = index;
    while (index < words.length && (places[index]?.start ?? 0) < end) index++;
    if (index === from) continue;
    const covered = words.slice(from, index);
    redacted.push(collapse(covered, coveredText(applied, places, { from, to: index - 1 })));
  }
  return [...redacted, ...words.slice(index)];
}

/** The analysed text from the first covered word's start to the last one's end: the token with its punctuation. */
function coveredText(applied: AppliedText, places: readonly Place[], range: { readonly from: number; readonly to: number }): string {
  const turn = applied.annotations[0]?.turn ?? 0;
  const start = mapOffset(applied.annotations, { turn, offset: places[range.from]?.start ?? 0 }, 'to-analysed');
  const end = mapOffset(applied.annotations, { turn, offset: places[range.to]?.end ?? 0, side: 'end' }, 'to-analysed');
  return applied.text.slice(start, end);
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where each word stands in the text; null when the words do not spell it. */
export function placeWords(words: readonly Word[], text: string): readonly Place[] | null {
  const places: Place[] = [];
  let from = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, from);
    if (start === -1 || /[^\s\p{P}\p{S}]/u.test(text.slice(from, start))) return null;
    from = start + word.text.length;
    places.push({ start, end: from });
  }
  return /[^\s\p{P}\p{S}]/u.test(text.slice(from)) ? null : places;
}

function collapse(words: readonly Word[], text: string): Word {
  const confidences = words.flatMap((word) => word.confidence ?? []);
  return {
    text,
    startMs: words[0]?.startMs ?? 0,
    endMs: words.at(-1)?.endMs ?? 0,
    ...(confidences.length > 0 && { confidence: Math.min(...confidences) }),
    ...(words.some((word) => word.interpolated) && { interpolated: true }),
  };
}

function interpolateWords(words: readonly Word[], text: string): readonly Word[] {
  const texts = text.split(/\s+/).filter((word) => word !== '');
  const startMs = words[0]?.startMs ?? 0;
  const step = ((words.at(-1)?.endMs ?? startMs) - startMs) / Math.max(1, texts.length);
  return texts.map((word, index) => ({
    text: word,
    startMs: Math.round(startMs + index * step),
    endMs: Math.round(startMs + (index + 1) * step),
    interpolated: true,
  }));
}
