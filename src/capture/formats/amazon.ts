import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { compact, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { parseRole } from '../roles.ts';
import { parseTime } from '../time-zone.ts';
import { externalIdOf, withoutExtension } from '../unreadable.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];
type CapturedEventInput = NonNullable<CapturedInteractionInput['events']>[number];

/** Amazon Connect Contact Lens, calls and chats: turns name their speaker by `ParticipantId`. */
const contactLens: JsonShape = {
  format: 'contact-lens',
  hint: /^(?=[\s\S]*"ParticipantId")(?=[\s\S]*"(?:Transcript|Version|ConversationCharacteristics)")/,
  recognises: (value) =>
    Array.isArray(value.Transcript) && objectsOf(value.Participants).some((person) => person.ParticipantId !== undefined),
  read: (value, place) => [item(value, place)],
};

/** Amazon Transcribe Call Analytics: turns carry `ParticipantRole`, and words their times. */
const callAnalytics: JsonShape = {
  format: 'transcribe-call-analytics',
  hint: /^(?=[\s\S]*"Transcript")(?=[\s\S]*"(?:JobStatus|LoudnessScores)")/,
  recognises: (value) =>
    Array.isArray(value.Transcript) &&
    (value.JobName !== undefined || objectsOf(value.Transcript).some((turn) => turn.ParticipantRole !== undefined)),
  read: (value, place) => [item(value, place)],
};

export const contactLensReader = jsonReader(contactLens);
export const callAnalyticsReader = jsonReader(callAnalytics);

function item(value: JsonObject, place: JsonPlace) {
  const stated =
    textOf(objectOf(value.CustomerMetadata).ContactId) ??
    (value.JobName === undefined ? undefined : withoutExtension(recordingName(value.JobName)));
  const fromName = /^([0-9a-f-]{36})_(?:call_)?analysis/i.exec(place.file.name)?.[1];
  const externalId = stated ?? fromName ?? externalIdOf(place.file);
  return {
    kind: 'interaction' as const,
    interaction: interactionOf(value, place, externalId),
    ...compact({ position: place.position, identity: stated === undefined && fromName === undefined ? ('derived' as const) : undefined }),
  };
}

function recordingName(jobName: unknown): string {
  return String(jobName).replace(/\.(?:wav|mp3|flac|ogg|m4a|mp4|webm|amr)$/i, '');
}

function interactionOf(value: JsonObject, place: JsonPlace, externalId: string): CapturedInteractionInput {
  const chat = String(value.Channel ?? '').toUpperCase() === 'CHAT' || value.ChatTranscriptVersion !== undefined;
  const roleOf = rolesById(value);
  const entries = objectsOf(value.Transcript);
  const turns = entries.filter((entry) => entry.Content !== undefined && entry.Type !== 'EVENT').map((entry) => turnOf(entry, chat));
  const startedAt = chat ? timeOf(entries[0]?.AbsoluteTime) : timeInName(place.file.name);
  const durationMs = numberOf(objectOf(value.ConversationCharacteristics).TotalConversationDurationMillis);
  return compact({
    externalId,
    channel: chat ? ('chat' as const) : ('voice' as const),
    startedAt,
    endedAt: chat ? timeOf(entries.at(-1)?.AbsoluteTime) : endOf(startedAt, durationMs),
    language: textOf(value.LanguageCode),
    attributes: objectOf(value.ContentMetadata).Output === 'Redacted' ? { redactedAtSource: true } : ({} as Record<string, boolean>),
    participants: [...roleOf].map(([id, role]) => ({ id, role })),
    turns,
    events: chat ? eventsOf(entries, startedAt) : [],
    warnings: startedAt === undefined ? ['the file does not say when the contact began: a metadata file can'] : [],
  });
}

/** Participant id → role. An id can be the role itself, or a uuid that only `Participants` explains. */
function rolesById(value: JsonObject): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const person of [...objectsOf(value.Participants), ...objectsOf(value.Transcript)]) {
    const id = textOf(person.ParticipantId) ?? textOf(person.ParticipantRole);
    const role = parseRole(person.ParticipantRole) ?? parseRole(person.ParticipantId);
    if (id !== undefined && (role !== null || !roles.has(id))) roles.set(id, roles.get(id) ?? role ?? 'unknown');
  }
  return roles;
}

function turnOf(entry: JsonObject, chat: boolean): CapturedTurnInput {
  const participant = textOf(entry.ParticipantId) ?? textOf(entry.ParticipantRole) ?? 'unknown';
  const text = textOf(entry.Content) ?? '';
  if (chat) return compact({ participant, text, at: timeOf(entry.AbsoluteTime) });
  const words = wordsOf(entry.Items);
  return compact({
    participant,
    text,
    startMs: numberOf(entry.BeginOffsetMillis),
    endMs: numberOf(entry.EndOffsetMillis),
    words: words.length > 0 ? words : undefined,
  });
}

/** Punctuation comes as items without times: it belongs to the word before. */
function wordsOf(items: unknown): NonNullable<CapturedTurnInput['words']> {
  const words: NonNullable<CapturedTurnInput['words']> = [];
  for (const word of objectsOf(items)) {
    const text = textOf(word.Content) ?? '';
    const startMs = numberOf(word.BeginOffsetMillis);
    const last = words.at(-1);
    if (startMs !== undefined) {
      words.push(compact({ text, startMs, endMs: numberOf(word.EndOffsetMillis) ?? startMs, confidence: numberOf(word.Confidence) }));
    } else if (last) words[words.length - 1] = { ...last, text: last.text + text };
  }
  return words;
}

const eventKinds: readonly (readonly [suffix: string, kind: CapturedEventInput['kind']])[] = [
  ['participant.joined', 'join'],
  ['participant.left', 'leave'],
  ['transfer.succeeded', 'transfer'],
  ['chat.ended', 'close'],
];

function eventsOf(entries: readonly JsonObject[], startedAt: string | undefined): CapturedEventInput[] {
  return entries.flatMap((entry) => {
    const kind = eventKinds.find(([suffix]) => textOf(entry.ContentType)?.endsWith(suffix))?.[1];
    const at = timeOf(entry.AbsoluteTime);
    if (!kind || at === undefined || startedAt === undefined) return [];
    return [compact({ kind, startMs: Math.max(0, Date.parse(at) - Date.parse(startedAt)), participant: textOf(entry.ParticipantId) })];
  });
}

/** `<contactId>_analysis_2020-02-04T21:14:16Z.json`; colons become underscores where a file system forbids them. */
function timeInName(name: string): string | undefined {
  const match = /(\d{4}-\d{2}-\d{2})T(\d{2})[:_](\d{2})[:_](\d{2})Z/.exec(name);
  return match ? timeOf(`${match[1]}T${match[2]}:${match[3]}:${match[4]}Z`) : undefined;
}

function timeOf(value: unknown): string | undefined {
  return typeof value === 'string' ? parseTime(value, 'UTC')?.iso : undefined;
}

function endOf(startedAt: string | undefined, durationMs: number | undefined): string | undefined {
  return startedAt === undefined || durationMs === undefined ? undefined : new Date(Date.parse(startedAt) + durationMs).toISOString();
}
