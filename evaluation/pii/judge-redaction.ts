import type { Turn } from '../../src/domain/interaction.ts';
import type { Annotation } from '../../src/domain/span.ts';
import type { TaggerModel } from '../../src/language/entities/tagger.ts';
import { mapOffset } from '../../src/language/redaction/map-offset.ts';
import { redactTurns } from '../../src/language/redaction/redact-turns.ts';
import { groupOf, type PiiItem } from '../entities/pii-corpora.ts';

/** Counts of one text; pooled over texts for a rate. Tokens are parted by white space, signs at their edges left off. */
export interface RedactionTally {
  readonly group: string;
  /** Tokens that are personal data in the labels, and marked or redacted by us. */
  readonly gold: number;
  readonly found: number;
  /** Of those found, the ones that are personal data; of those that are, the ones wholly found. */
  readonly rightly: number;
  readonly both: number;
  /** Labelled stretches of the kinds that redaction takes out, and those with a letter or digit left to read. */
  readonly spans: number;
  readonly leaked: number;
  /** Tokens that are no personal data, and those that were redacted. */
  readonly plain: number;
  readonly overRedacted: number;
}

/** Kinds that are only marked: what customers talk about, as they say it. */
const markedKinds = new Set(['GPE', 'ORGANIZATION', 'DATE_TIME', 'TITLE', 'NRP', 'DOMAIN_NAME']);

/** Runs the product's redaction over texts that belong together, as the turns of one speaker, and counts. */
export function judgeRedaction(items: readonly PiiItem[], tagger: TaggerModel | null): readonly RedactionTally[] {
  const { annotations } = redactTurns(items.map(turnOf), { country: 'US', tagger });
  return items.map((item, index) => judge(item, placesOf(annotations, index)));
}

function turnOf({ text }: PiiItem, index: number): Turn {
  return { index, leg: 0, participant: 'c', role: 'customer', roleConfidence: 1, text, startMs: null, endMs: null };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly redacted: boolean;
}

/** Places in the original text. */
function placesOf(annotations: readonly Annotation[], turn: number): readonly Place[] {
  return annotations
    .filter((annotation) => annotation.turn === turn && annotation.kind === 'entity')
    .map(({ start, end, original }) => ({
      start: original?.start ?? mapOffset(annotations, { turn, offset: start }, 'to-original'),
      end: original?.end ?? mapOffset(annotations, { turn, offset: end, side: 'end' }, 'to-original'),
      redacted: original !== undefined,
    }));
}

const token = /[^\s\p{P}\p{S}](?:\S*[^\s\p{P}\p{S}])?/gu;
const readable = /[\p{L}\d]/gu;

function judge(item: PiiItem, places: readonly Place[]): RedactionTally {
  const tokens = [...item.text.matchAll(token)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const isGold = (one: { start: number; end: number }) => item.spans.some((span) => span.start < one.end && one.start < span.end);
  const gold = tokens.filter(isGold);
  const covers = (one: { start: number; end: number }) =>
    [...item.text.slice(one.start, one.end).matchAll(readable)].every(({ index }) =>
      places.some((place) => place.start <= one.start + index && one.start + index < place.end),
    );
  const touched = tokens.filter((one) => places.some((place) => place.start < one.end && one.start < place.end));
  const spans = item.spans.filter(({ entity }) => !markedKinds.has(entity));
  const redacted = places.filter((place) => place.redacted);
  const leaks = (span: { start: number; end: number }) =>
    [...item.text.slice(span.start, span.end).matchAll(readable)].some(
      ({ index }) => !redacted.some((place) => place.start <= span.start + index && span.start + index < place.end),
    );
  const plain = tokens.filter((one) => !isGold(one));
  return {
    group: groupOf(item),
    gold: gold.length,
    found: touched.length,
    rightly: touched.filter(isGold).length,
    both: gold.filter(covers).length,
    spans: spans.length,
    leaked: spans.filter(leaks).length,
    plain: plain.length,
    overRedacted: plain.filter((one) => redacted.some((place) => place.start < one.end && one.start < place.end)).length,
  };
}
