import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { AppError } from '../../domain/errors.ts';
import { type Channel, channels, type Role, roles } from '../../domain/vocabulary.ts';
import { directionOf } from '../apply-fields.ts';
import { attributesOf, compact, isObject, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { type LegHolder, legsByHolder } from '../legs.ts';
import { parseRole } from '../roles.ts';
import { parseTime } from '../time-zone.ts';
import { externalIdOf } from '../unreadable.ts';
import { dialogueTurns } from './dialogue-text.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

/**
 * Conversations as JSON: the format of public corpora (`speaker`), our own captured and exported interactions
 * (`participant`), and the two plain shapes that many tools write (`Content` with speaker lines, pairs of role and text).
 * Only the fields named here are read, so gold labels and annotations never come in.
 */
const shape: JsonShape = {
  format: 'conversation',
  hint: /^[[{]\s*\{?\s*"(?:id|externalId|convo_id|ConversationId)"/,
  recognises: (value) => idOf(value) !== undefined && (isConversation(value) || isRecord(value)),
  read: (value, place) => [{ kind: 'interaction', interaction: readConversation(value, place), ...compact({ position: place.position }) }],
};

export const conversationReader = jsonReader(shape);

function isConversation(value: JsonObject): boolean {
  return ['turns', 'participants', 'original', 'Content', 'messages'].some(
    (key) => Array.isArray(value[key]) || typeof value[key] === 'string',
  );
}

/** A contact record: the contact took place, its words or sound are not here. */
function isRecord(value: JsonObject): boolean {
  return typeof value.channel === 'string' && (value.startedAt !== undefined || Array.isArray(value.legs));
}

function idOf(value: JsonObject): string | undefined {
  return textOf(value.externalId) ?? textOf(value.id) ?? textOf(value.convo_id) ?? textOf(value.ConversationId);
}

function readConversation(value: JsonObject, place: JsonPlace): CapturedInteractionInput {
  const warnings: string[] = Array.isArray(value.warnings) ? value.warnings.filter((warning) => typeof warning === 'string') : [];
  const readTime = (time: unknown) => timeOf(time, place.context.timeZone, warnings);
  const people = peopleOf(value);
  const turns = turnsOf(value, people, readTime);
  const meta = objectOf(value.meta);
  const { queue, ...attributes } = { ...attributesOf(meta), ...attributesOf(value.attributes) };
  const legs = objectsOf(value.legs);
  const built = legs.length > 0 ? { legs: legs.map(legOf), turns } : legsByHolder(people, turns, textOf(queue));
  const startedAt = readTime(value.startedAt ?? value.StartTime);
  return compact({
    externalId: idOf(value) ?? externalIdOf(place.file),
    channel: channelOf(value, turns),
    direction: directionOf(value.direction),
    startedAt,
    endedAt: readTime(value.endedAt ?? value.EndTime) ?? endOf(startedAt, numberOf(value.durationMs)),
    timeZone: textOf(value.timeZone),
    language: textOf(value.language) ?? textOf(objectOf(value.language).code),
    customer: isObject(value.customer) ? compact(stringsOf(value.customer, ['phone', 'email', 'account'])) : undefined,
    caseId: textOf(value.caseId),
    threadId: textOf(value.threadId),
    subject: textOf(value.subject),
    handling: (textOf(value.handling) ?? undefined) as CapturedInteractionInput['handling'],
    consent: textOf(value.consent),
    redacted: isRedacted(value) ? true : undefined,
    attributes,
    participants: people.map(({ team: _team, ...person }) => compact(person)),
    legs: built.legs,
    turns: [...built.turns],
    events: objectsOf(value.events).filter(isStated).map(eventOf),
    media: objectsOf(value.media).map((media) => ({ ...(media as { name: string }) })),
    warnings: [...new Set(warnings)],
  }) as CapturedInteractionInput;
}

interface Person extends LegHolder {
  readonly name?: string;
  readonly roleConfidence?: number;
}

function peopleOf(value: JsonObject): Person[] {
  const people = objectsOf(value.participants).map((person, index) =>
    compact({
      id: textOf(person.id) ?? `p${index + 1}`,
      role: roleOf(person.role),
      roleConfidence: numberOf(person.roleConfidence),
      ref: textOf(person.ref),
      name: textOf(person.name),
      team: textOf(person.team),
    }),
  );
  return people as Person[];
}

function roleOf(label: unknown): Role {
  return roles.includes(label as Role) ? (label as Role) : (parseRole(label) ?? 'unknown');
}

/** Turns in any of the spellings; speakers that no participant names are added to `people`. */
function turnsOf(value: JsonObject, people: Person[], readTime: (time: unknown) => string | undefined): CapturedTurnInput[] {
  const known = new Map(people.map((person) => [person.id, person]));
  const turns = rawTurns(value).map((turn): CapturedTurnInput => {
    const participant = textOf(turn.participant) ?? textOf(turn.speaker) ?? textOf(turn.role) ?? 'unknown';
    if (!known.has(participant)) {
      const person = { id: participant, role: roleOf(turn.role ?? participant) };
      known.set(participant, person);
      people.push(person);
    }
    if (typeof turn.text !== 'string') throw new AppError('unreadable', 'a turn has no text');
    const read: CapturedTurnInput = { participant, text: turn.text };
    const at = readTime(turn.at);
    if (at !== undefined) read.at = at;
    if (typeof turn.startMs === 'number') read.startMs = turn.startMs;
    if (typeof turn.endMs === 'number') read.endMs = turn.endMs;
    if (typeof turn.leg === 'number') read.leg = turn.leg;
    if (Array.isArray(turn.words)) read.words = turn.words as CapturedTurnInput['words'];
    if (Array.isArray(turn.setAside)) read.setAside = turn.setAside as CapturedTurnInput['setAside'];
    return read;
  });
  return turns;
}

function rawTurns(value: JsonObject): readonly JsonObject[] {
  if (Array.isArray(value.turns)) return value.turns.map(objectOf);
  if (Array.isArray(value.messages))
    return objectsOf(value.messages).map((message) => ({ ...message, text: message.text ?? message.content }));
  if (typeof value.Content === 'string') return dialogueTurns(value.Content).map((turn) => ({ ...turn }));
  if (!Array.isArray(value.original)) return [];
  const pairs = value.original.filter(
    (pair): pair is [string, string] => Array.isArray(pair) && pair.every((part) => typeof part === 'string'),
  );
  // Actions are what the agent did in other systems, not what anybody said.
  return pairs.filter(([role]) => role !== 'action').map(([role, text]) => ({ speaker: role, role, text }));
}

function legOf(leg: JsonObject) {
  const { measures: _measures, ...fields } = leg;
  return withoutNulls(fields) as NonNullable<CapturedInteractionInput['legs']>[number];
}

/** Our own exports list what was inferred and computed too: that is worked out again. */
function isStated({ origin }: JsonObject): boolean {
  return origin === undefined || origin === 'imported';
}

/** Our own exports name the redaction that made their text. */
function isRedacted({ redacted, versions }: JsonObject): boolean {
  const { redaction = 'off' } = objectOf(versions);
  return redacted === true || redaction !== 'off';
}

function eventOf(event: JsonObject) {
  return withoutNulls(event) as NonNullable<CapturedInteractionInput['events']>[number];
}

function withoutNulls(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function channelOf(value: JsonObject, turns: readonly CapturedTurnInput[]): Channel {
  if (channels.includes(value.channel as Channel)) return value.channel as Channel;
  if (value.channel !== undefined) throw new AppError('unreadable', `unknown channel: one of ${channels.join(', ')} is needed`);
  // Transcripts with a beginning and an end but no message times are of calls.
  return turns.some(({ startMs }) => startMs !== undefined) || value.EndTime !== undefined ? 'voice' : 'chat';
}

function stringsOf(value: JsonObject, keys: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(keys.map((key) => [key, textOf(value[key])]));
}

const utcTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/** Nearly all times are already as we keep them; the check saves four fifths of the reading time. */
function timeOf(value: unknown, timeZone: string, warnings: string[]): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (utcTime.test(value)) return value;
  const parsed = parseTime(value, timeZone);
  if (!parsed) warnings.push('a time could not be read and was left out');
  if (parsed?.warning) warnings.push(parsed.warning);
  return parsed?.iso;
}

function endOf(startedAt: string | undefined, durationMs: number | undefined): string | undefined {
  return startedAt === undefined || durationMs === undefined ? undefined : new Date(Date.parse(startedAt) + durationMs).toISOString();
}
