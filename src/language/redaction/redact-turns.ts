import type { Turn } from '../../domain/interaction.ts';
import type { Annotation } from '../../domain/span.ts';
import { askedFor } from '../entities/asked-for.ts';
import { recogniseEntities } from '../entities/recognise-entities.ts';
import { repeatNames } from '../entities/repeat-names.ts';
import type { TaggerModel } from '../entities/tagger.ts';
import { applyEntities, redactionVersion, redactWords } from './apply-entities.ts';
import { askedBefore } from './asked-before.ts';
import { mentionsCard } from './cues.ts';
import { addWithoutOverlap, coveringEntity, type Entity } from './entity.ts';
import { followAnswers } from './follow-answer.ts';
import { followCards } from './follow-card.ts';
import { joinChunks, type PlacedEntity } from './join-chunks.ts';
import { type Recognised, recogniseText } from './recognise-text.ts';
import { repeatMentions } from './repeat-mentions.ts';

export interface RedactionOptions {
  /** ISO 3166 two-letter country whose phone numbers are written without a prefix. */
  readonly country: string;
  /** The text went through redaction before: its tokens are kept as finds. */
  readonly redactedBefore?: boolean | undefined;
  /** Finds names and addresses; without it only what patterns find is redacted. */
  readonly tagger?: TaggerModel | null | undefined;
  /** The site's own name, which is left where it stands. */
  readonly company?: string | undefined;
}

export interface RedactedTurns {
  readonly turns: readonly Turn[];
  /** In order of turn and place; `turn` is the turn's own index. */
  readonly annotations: readonly Annotation[];
  readonly version: string;
}

/** So long after a card was spoken of an expiry date is the card's. */
const cardTurnsBack = 12;

/**
 * The analysed text of a conversation: structured personal data replaced by typed tokens in text, words and set-aside
 * parts. A question in one turn tells what the number in the next is, a number may be given in parts over turns, and
 * what is found once is found wherever it is said again.
 */
export function redactTurns(turns: readonly Turn[], options: RedactionOptions): RedactedTurns {
  const asked = memo((index: number) => askedBefore(turns, index));
  const single = turns.map((turn, index) =>
    recogniseText(turn.text, {
      country: options.country,
      asked: () => asked(index),
      cardMentioned: () => turns.slice(Math.max(0, index - cardTurnsBack), index).some((before) => mentionsCard(before.text)),
    }),
  );
  const joined = overrule(single, joinChunks(turns, single, { country: options.country, askedBefore: asked }));
  const followed = overrule(joined, [...followAnswers(turns, joined, asked), ...followCards(turns, joined, asked)]);
  const structured = overrule(followed, repeatMentions(followed));
  const recognised = options.tagger ? addNames(structured, turns, { tagger: options.tagger, company: options.company }) : structured;
  const annotations: Annotation[] = [];
  const redacted = turns.map((turn, index) => {
    const entities = recognised[index]?.entities ?? [];
    return redactTurn(turn, { entities, annotations, options });
  });
  return { turns: redacted, annotations, version: versionOf(options) };
}

/** Patterns, and the tagger where there is one. */
function versionOf({ tagger }: RedactionOptions): string {
  return tagger ? `${redactionVersion}+${tagger.version}` : redactionVersion;
}

interface Naming {
  readonly tagger: TaggerModel;
  readonly company: string | undefined;
}

/** What only words and their surroundings tell, turn by turn; then names found anywhere, wherever they are said again. */
function addNames(recognised: readonly Recognised[], turns: readonly Turn[], { tagger, company }: Naming): readonly Recognised[] {
  const tagged = recognised.map((turn, index): Recognised => {
    const entities = recogniseEntities(tagger, turns[index]?.text ?? '', { found: turn.entities, asked: askedFor(turns, index), company });
    return { ...turn, entities };
  });
  const texts = turns.map(({ text }) => text);
  const repeated = repeatNames(
    texts,
    tagged.map(({ entities }) => entities),
  );
  return repeated.length === 0
    ? tagged
    : tagged.map((turn, index) => ({ ...turn, entities: withRepeated(turn.entities, repeated[index] ?? []) }));
}

function withRepeated(entities: readonly Entity[], repeated: readonly Entity[]): readonly Entity[] {
  const all = [...entities];
  addWithoutOverlap(all, repeated);
  return all;
}

const noConversation = { asked: () => null, cardMentioned: () => false };

/** A subject line or an attribute: the same recognisers without a conversation around them. */
export function redactText(text: string, options: RedactionOptions): string {
  const found = recogniseText(text, { ...options, ...noConversation }).entities;
  const entities = options.tagger ? recogniseEntities(options.tagger, text, { found, asked: null, company: options.company }) : found;
  return applyEntities(text, entities, { turn: 0, redactedBefore: options.redactedBefore }).text;
}

interface TurnRedaction {
  readonly entities: readonly Entity[];
  readonly annotations: Annotation[];
  readonly options: RedactionOptions;
}

function redactTurn(turn: Turn, { entities, annotations, options }: TurnRedaction): Turn {
  const applied = applyEntities(turn.text, entities, { turn: turn.index, redactedBefore: options.redactedBefore });
  const by = versionOf(options);
  if (applied.annotations.length === 0 && turn.setAside === undefined) return turn;
  annotations.push(...applied.annotations.map((annotation) => ({ ...annotation, by })));
  return {
    ...turn,
    text: applied.text,
    ...(turn.words !== undefined && { words: redactWords({ words: turn.words, original: turn.text, applied }) }),
    ...(turn.setAside !== undefined && { setAside: turn.setAside.map((part) => ({ ...part, text: redactText(part.text, options) })) }),
  };
}

/** Later finds replace earlier, less certain ones that they cover in part. */
function overrule(recognised: readonly Recognised[], found: readonly PlacedEntity[]): readonly Recognised[] {
  if (found.length === 0) return recognised;
  const byTurn = Map.groupBy(found, ({ turn }) => turn);
  return recognised.map((turn, index) => {
    const placed = byTurn.get(index)?.map(({ entity }) => entity);
    if (placed === undefined) return turn;
    const sorted: Entity[] = [];
    addWithoutOverlap(sorted, placed);
    const kept = turn.entities.filter((entity) => entity.confidence >= 0.9 || coveringEntity(sorted, entity) === null);
    const entities = [...kept];
    addWithoutOverlap(entities, sorted);
    return { ...turn, entities };
  });
}

function memo<Value>(compute: (index: number) => Value): (index: number) => Value {
  const known = new Map<number, Value>();
  return (index) => {
    if (!known.has(index)) known.set(index, compute(index));
    return known.get(index) as Value;
  };
}
