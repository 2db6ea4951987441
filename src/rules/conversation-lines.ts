import type { AttributeValue } from '../domain/captured-interaction.ts';
import type { Turn } from '../domain/interaction.ts';
import { channels, directions, isTextChannel, type Role, roles } from '../domain/vocabulary.ts';
import { type Conversation, emptyConversation } from './conversation.ts';

/**
 * One line of conversation JSONL, as `rules eval --file` reads it: only what rules look at. Labels and annotations are not
 * read. Null for a line that holds no conversation.
 */
export function conversationOfLine(line: string): Conversation | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isRecord(value) ? conversationOfRecord(value) : null;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function conversationOfRecord(record: Fields): Conversation {
  const channel = channels.find((known) => known === record.channel) ?? 'chat';
  const people = new Map(records(record.participants).map((person) => [text(person.id), person]));
  const spoken = records(record.turns);
  const startedAt = typeof record.startedAt === 'string' ? record.startedAt : null;
  const zero = startMoment(startedAt, spoken);
  const turns = spoken.map((turn, index) => readTurn(turn, { index, zero, people, isText: isTextChannel(channel) }));
  return {
    ...emptyConversation,
    id: text(record.id ?? record.externalId) as Conversation['id'],
    channel,
    direction: directions.find((known) => known === record.direction) ?? null,
    startedAt,
    durationMs: typeof record.durationMs === 'number' ? record.durationMs : null,
    timeZone: typeof record.timeZone === 'string' ? record.timeZone : 'UTC',
    attributes: attributesOf(record),
    measures: {
      values:
        isRecord(record.measures) && isRecord(record.measures.values) ? (record.measures.values as Conversation['measures']['values']) : {},
      gaps: {},
    },
    language:
      isRecord(record.language) && typeof record.language.code === 'string'
        ? { code: record.language.code, confidence: 1, origin: 'source' }
        : null,
    stateReason: typeof record.stateReason === 'string' ? record.stateReason : null,
    participants: [...people].map(([id, person]) => ({
      id,
      role: roleOf(person.role),
      roleConfidence: confidenceOf(person.roleConfidence),
    })),
    legs: records(record.legs).map((leg) => ({
      ...leg,
      kind: text(leg.kind),
      measures: { values: {}, gaps: {} },
    })) as unknown as Conversation['legs'],
    turns,
    events: records(record.events).map((event) => ({
      kind: text(event.kind) as Conversation['events'][number]['kind'],
      startMs: Number(event.startMs),
      endMs: Number(event.endMs ?? event.startMs),
      leg: null,
      role: typeof event.role === 'string' ? roleOf(event.role) : null,
      origin: 'imported' as const,
    })),
  };
}

interface TurnContext {
  readonly index: number;
  readonly zero: number;
  readonly people: ReadonlyMap<string, Fields>;
  readonly isText: boolean;
}

function readTurn(turn: Fields, context: TurnContext): Turn {
  const participant = text(turn.speaker ?? turn.participant);
  const person = context.people.get(participant);
  const at = typeof turn.at === 'string' ? Date.parse(turn.at) - context.zero : Number.NaN;
  const startMs = typeof turn.startMs === 'number' ? turn.startMs : Number.isNaN(at) ? null : at;
  const endMs = typeof turn.endMs === 'number' ? turn.endMs : startMs;
  return {
    index: context.index,
    leg: typeof turn.leg === 'number' ? turn.leg : 0,
    participant,
    role: roleOf(person?.role ?? turn.role),
    roleConfidence: confidenceOf(turn.roleConfidence ?? person?.roleConfidence),
    text: typeof turn.text === 'string' ? turn.text : '',
    startMs,
    endMs,
    ...(Array.isArray(turn.words) && !context.isText ? { words: wordsOf(turn.words) } : {}),
  };
}

function wordsOf(words: readonly unknown[]): NonNullable<Turn['words']> {
  return words.filter(isRecord).map((word) => ({
    text: text(word.text),
    startMs: Number(word.startMs),
    endMs: Number(word.endMs),
    ...(typeof word.confidence === 'number' ? { confidence: word.confidence } : {}),
  }));
}

/** Messages without a stated start count from the first dated one. */
function startMoment(startedAt: string | null, turns: readonly Fields[]): number {
  const first = turns.find((turn) => typeof turn.at === 'string')?.at;
  const candidates = [startedAt, typeof first === 'string' ? first : null]
    .flatMap((iso) => (iso === null ? [] : [Date.parse(iso)]))
    .filter((ms) => !Number.isNaN(ms));
  return candidates.length === 0 ? 0 : Math.min(...candidates);
}

function attributesOf(record: Fields): Readonly<Record<string, AttributeValue>> {
  const attributes: Record<string, AttributeValue> = {};
  for (const source of [record.meta, record.attributes]) {
    if (!isRecord(source)) continue;
    for (const [key, value] of Object.entries(source)) {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') attributes[key] = value;
    }
  }
  return attributes;
}

function records(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function roleOf(value: unknown): Role {
  return roles.find((known) => known === value) ?? 'unknown';
}

function confidenceOf(value: unknown): number {
  return typeof value === 'number' ? value : 1;
}
