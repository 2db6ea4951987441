import type { Conversation } from './conversation.ts';
import type { ContactFilter, Literal } from './syntax.ts';

/** What conditions ask about a conversation beside its words. */
export type Value = string | number | boolean;

/** Names that need no prefix; everything else is an attribute (`attr.x`) or a measure (docs/MEASURES.md). */
export const fieldNames = ['channel', 'direction', 'language', 'queue', 'team', 'agent', 'duration', 'turns', 'words'] as const;

/** Null: not known for this conversation. */
export function factOf(conversation: Conversation, path: string): Value | null {
  switch (path) {
    case 'channel':
      return conversation.channel;
    case 'direction':
      return conversation.direction;
    case 'language':
      return conversation.language?.code ?? null;
    case 'queue':
    case 'team':
    case 'agent':
      return legFact(conversation, path);
    case 'duration':
      return conversation.durationMs ?? lastMoment(conversation);
    case 'turns':
      return conversation.turns.length;
    case 'words':
      return conversation.turns.reduce((sum, turn) => sum + turn.text.split(/\s+/).filter(Boolean).length, 0);
    default:
      if (path.startsWith('attr.')) return conversation.attributes[path.slice('attr.'.length)] ?? null;
      return conversation.measures.values[path] ?? null;
  }
}

const readings = new WeakMap<object, ReadonlyMap<number, number>>();

/**
 * What is known of a turn by name (`sentiment`); null: nothing about this turn, undefined: the conversation was not read for it.
 * Stored conversations carry it in their understanding.
 */
export function turnValue(conversation: Conversation, measure: string, place: number): number | null | undefined {
  const given = conversation.turnMeasures?.[measure];
  if (given !== undefined) return given[place] ?? null;
  const sentiment = measure === 'sentiment' ? conversation.understanding?.sentiment : undefined;
  if (sentiment === undefined) return undefined;
  const scores = readings.get(sentiment) ?? new Map(sentiment.turns.map(({ turn, score }) => [turn, score]));
  readings.set(sentiment, scores);
  return scores.get(conversation.turns[place]?.index ?? -1) ?? null;
}

function legFact(conversation: Conversation, field: 'queue' | 'team' | 'agent'): Value | null {
  const leg = conversation.legs.find((candidate) => candidate[field] !== undefined);
  return leg?.[field] ?? conversation.attributes[field] ?? null;
}

function lastMoment(conversation: Conversation): number | null {
  let last: number | null = null;
  for (const turn of conversation.turns) {
    const ms = turn.endMs ?? turn.startMs;
    if (ms !== null && (last === null || ms > last)) last = ms;
  }
  return last;
}

/** Measures that end in `Seconds` are compared with durations in seconds, all others in milliseconds. */
export function comparable(path: string, literal: Literal): Literal {
  if (literal.kind === 'percent') return { kind: 'number', value: literal.value };
  if (literal.kind !== 'duration') return literal;
  return { kind: 'number', value: path.toLowerCase().endsWith('seconds') ? literal.value / 1000 : literal.value };
}

/** Minutes after midnight at the start, where the customer (by `attr.customer_time_zone`) or the source is; null when unknown. */
export function localMinutes(conversation: Conversation, of: string): number | null {
  const zone = of === 'customer' ? conversation.attributes.customer_time_zone : conversation.timeZone;
  if (typeof zone !== 'string' || conversation.startedAt === null) return null;
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const [hour = 0, minute = 0] = format.format(new Date(conversation.startedAt)).split(':').map(Number);
    return hour * 60 + minute;
  } catch {
    return null;
  }
}

const dayMs = 86_400_000;

/** The customer's other contacts that started before this one and pass all filters; null without history. */
export function countContacts(conversation: Conversation, filters: readonly ContactFilter[]): number | null {
  const { history, startedAt } = conversation;
  if (history === undefined || startedAt === null) return null;
  const start = Date.parse(startedAt);
  const withinMs = filters.find((filter) => filter.kind === 'within')?.ms ?? 30 * dayMs;
  const attempts = filters.some((filter) => filter.kind === 'attempts');
  return history.filter((contact) => {
    const age = start - Date.parse(contact.startedAt);
    return (
      age > 0 && age <= withinMs && (attempts || !contact.attempt) && filters.every((filter) => passesFilter(conversation, contact, filter))
    );
  }).length;
}

function passesFilter(conversation: Conversation, contact: NonNullable<Conversation['history']>[number], filter: ContactFilter): boolean {
  if (filter.kind === 'field') return String(contactFact(contact, filter.field)) === filter.value;
  if (filter.kind !== 'same' || filter.field === 'customer') return true;
  const own = filter.field === 'driver' ? (conversation.attributes.driver ?? null) : factOf(conversation, filter.field);
  return own !== null && contactFact(contact, filter.field) === own;
}

function contactFact(contact: NonNullable<Conversation['history']>[number], field: string): Value | null {
  if (field === 'channel' || field === 'direction') return contact[field];
  if (field === 'driver') return contact.driver ?? null;
  return contact.attributes[field.replace(/^attr\./, '')] ?? null;
}

/** Whether a rule was met on an earlier contact; null without history. */
export function metBefore(conversation: Conversation, rule: string): boolean | null {
  const { history, startedAt } = conversation;
  if (history === undefined || startedAt === null) return null;
  return history.some((contact) => Date.parse(contact.startedAt) < Date.parse(startedAt) && contact.met.includes(rule));
}
