import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { attributesOf, compact, isObject, type JsonObject, numberOf, objectOf, objectsOf, secondsToMs, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { parseRole } from '../roles.ts';
import { parseTime } from '../time-zone.ts';
import { externalIdOf } from '../unreadable.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

/** Google CX Insights (CCAI): the file one uploads (`entries`) and the API's resource (`transcript.transcriptSegments`). */
const shape: JsonShape = {
  format: 'ccai',
  hint: /^(?=[\s\S]*"(?:entries|transcriptSegments)")(?=[\s\S]*"(?:start_timestamp_usec|user_id|segmentParticipant|channelTag)")/,
  recognises: (value) => isUpload(value) || Array.isArray(objectOf(value.transcript).transcriptSegments),
  read: (value, place) => [
    {
      kind: 'interaction',
      interaction: isUpload(value) ? uploadOf(value, place) : resourceOf(value, place),
      ...compact({ position: place.position, identity: textOf(value.name) === undefined ? ('derived' as const) : undefined }),
    },
  ],
};

export const ccaiReader = jsonReader(shape);

function isUpload(value: JsonObject): boolean {
  return objectsOf(value.entries).some((entry) => entry.role !== undefined && entry.text !== undefined);
}

/** Stamps count microseconds since 1970, or from the start of the conversation (as in Google's own sample). */
const firstEpochUsec = 1e15;

function uploadOf(value: JsonObject, place: JsonPlace): CapturedInteractionInput {
  const entries = objectsOf(value.entries);
  const first = numberOf(entries[0]?.start_timestamp_usec) ?? 0;
  const dated = first >= firstEpochUsec;
  const people = new Map<string, Role>();
  const turns = entries.map((entry): CapturedTurnInput => {
    const usec = numberOf(entry.start_timestamp_usec);
    const time =
      dated && usec !== undefined
        ? { at: new Date(usec / 1000).toISOString() }
        : compact({ startMs: usec === undefined ? undefined : Math.round(usec / 1000) });
    return { participant: speakerOf(entry.user_id, entry.role, people), text: textOf(entry.text) ?? '', ...time };
  });
  return compact({
    externalId: externalIdOf(place.file),
    channel: 'chat' as const,
    startedAt: dated ? new Date(first / 1000).toISOString() : undefined,
    attributes: attributesOf({ category: textOf(objectsOf(objectOf(value.conversation_info).categories)[0]?.display_name) }),
    participants: [...people].map(([id, role]) => ({ id, role })),
    turns,
  });
}

function resourceOf(value: JsonObject, place: JsonPlace): CapturedInteractionInput {
  const startedAt = timeOf(value.startTime) ?? timeOf(value.createTime);
  const people = new Map<string, Role>();
  const segments = objectsOf(objectOf(value.transcript).transcriptSegments);
  const chat = value.medium === 'CHAT';
  const turns = segments.map((segment): CapturedTurnInput => {
    const person = objectOf(segment.segmentParticipant);
    const channelTag = textOf(segment.channelTag);
    const participant = speakerOf(person.userId ?? person.dialogflowParticipantName ?? channelTag, person.role, people);
    const words = wordsOf(segment.words);
    const at = timeOf(segment.messageTime);
    const startMs =
      words[0]?.startMs ??
      (chat || at === undefined || startedAt === undefined ? undefined : Math.max(0, Date.parse(at) - Date.parse(startedAt)));
    return compact({
      participant,
      text: textOf(segment.text) ?? '',
      at: chat ? at : undefined,
      startMs: chat ? undefined : startMs,
      endMs: words.at(-1)?.endMs,
      words: words.length > 0 ? words : undefined,
    });
  });
  const durationMs = protoMs(value.duration);
  const agent = textOf(value.agentId);
  return compact({
    externalId: textOf(value.name)?.split('/').at(-1) ?? externalIdOf(place.file),
    channel: chat ? ('chat' as const) : ('voice' as const),
    startedAt,
    endedAt: startedAt === undefined || durationMs === undefined ? undefined : new Date(Date.parse(startedAt) + durationMs).toISOString(),
    language: textOf(value.languageCode),
    // `labels` of this API are the site's own key-value pairs, not annotations of a corpus.
    attributes: isObject(value.labels) ? attributesOf(value.labels) : {},
    participants: [...people].map(([id, role]) => ({ id, role })),
    legs: agent === undefined ? [] : [{ kind: 'agent' as const, agent }],
    turns,
  });
}

function speakerOf(userId: unknown, role: unknown, people: Map<string, Role>): string {
  const known = parseRole(role) ?? (String(role).includes('CUSTOMER') ? 'customer' : 'unknown');
  const id = `${known}-${textOf(userId) ?? '1'}`;
  people.set(id, known);
  return id;
}

function wordsOf(words: unknown): NonNullable<CapturedTurnInput['words']> {
  return objectsOf(words).flatMap((word) => {
    const startMs = protoMs(word.startOffset);
    const text = textOf(word.word);
    return startMs === undefined || text === undefined
      ? []
      : [compact({ text, startMs, endMs: protoMs(word.endOffset) ?? startMs, confidence: numberOf(word.confidence) })];
  });
}

/** Protobuf durations are written `12.5s`. */
function protoMs(value: unknown): number | undefined {
  const match = /^(\d+(?:\.\d+)?)s$/.exec(textOf(value) ?? '');
  return match ? secondsToMs(match[1]) : undefined;
}

function timeOf(value: unknown): string | undefined {
  return typeof value === 'string' ? parseTime(value, 'UTC')?.iso : undefined;
}
