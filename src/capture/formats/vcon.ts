import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { AppError } from '../../domain/errors.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import { compact, isObject, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { legsByHolder } from '../legs.ts';
import type { ReadItem } from '../read-source.ts';
import { parseTime } from '../time-zone.ts';
import { externalIdOf } from '../unreadable.ts';
import { type Dialog, recordingsOf, textTurns } from './vcon-dialog.ts';
import { dialogEvents } from './vcon-events.ts';
import { partiesOf } from './vcon-parties.ts';
import { type OwnReport, ownReport } from './vcon-report.ts';
import { transcriptTurns } from './vcon-transcript.ts';

/**
 * vCon, the IETF's container for conversations (draft-ietf-vcon-vcon-core). Read leniently: names of all earlier
 * drafts, missing uuids and versions. Never fetches a URL, and never trusts a signature it cannot check.
 */
const shape: JsonShape = {
  format: 'vcon',
  hint: /"vcon"\s*:\s*"|"parties"\s*:\s*\[|"dialog"\s*:\s*\[|"(?:ciphertext|signatures)"\s*:/,
  recognises: (value) => isUnsigned(value) || isSigned(value) || isEncrypted(value),
  read: (value, place) => readVcon(value, place),
};

export const vconReader = jsonReader(shape);

function isUnsigned(value: JsonObject): boolean {
  return (
    Array.isArray(value.parties) &&
    (value.vcon !== undefined || ['dialog', 'analysis', 'attachments'].some((key) => Array.isArray(value[key])))
  );
}

function isSigned(value: JsonObject): boolean {
  return typeof value.payload === 'string' && Array.isArray(value.signatures);
}

function isEncrypted(value: JsonObject): boolean {
  return typeof value.ciphertext === 'string' && Array.isArray(value.recipients);
}

async function readVcon(value: JsonObject, place: JsonPlace): Promise<readonly ReadItem[]> {
  if (isEncrypted(value)) throw new AppError('unreadable', 'vCon is encrypted: decrypt it before it is ingested');
  const warnings: string[] = [];
  const vcon = isSigned(value) ? payloadOf(value, warnings) : value;
  refuseUnknown(vcon);
  const dialogs = objectsOf(vcon.dialog).map(
    (fields, index): Dialog => ({
      fields,
      index,
      startedAt: timeOf(fields.start, place),
      mediaType: textOf(fields.mediatype) ?? textOf(fields.mimetype) ?? '',
    }),
  );
  const { media, mediaBytes } = recordingsOf(dialogs, partiesOf(vcon), warnings);
  const interaction = await interactionOf(vcon, { dialogs, media, place, warnings });
  const stated = textOf(vcon.uuid) !== undefined || ownReport(vcon)?.externalId !== undefined;
  return [
    {
      kind: 'interaction',
      interaction,
      ...compact({
        position: place.position,
        mediaBytes: mediaBytes.length > 0 ? mediaBytes : undefined,
        identity: stated ? undefined : ('derived' as const),
      }),
    },
  ];
}

/** The payload of a signed vCon. Who signed it is not checked here, and the reader of the record is told so. */
function payloadOf(value: JsonObject, warnings: string[]): JsonObject {
  const text = Buffer.from(String(value.payload), 'base64url').toString('utf8');
  const payload: unknown = JSON.parse(text.startsWith('{') ? text : Buffer.from(text, 'base64url').toString('utf8'));
  if (!isObject(payload)) throw new AppError('unreadable', 'the payload of the signed vCon is no object');
  if (isEncrypted(payload)) throw new AppError('unreadable', 'vCon is encrypted: decrypt it before it is ingested');
  warnings.push('the signature of the vCon was not checked');
  return payload;
}

/** The draft demands refusal: an unknown critical extension may change what the other fields mean. */
function refuseUnknown(vcon: JsonObject): void {
  const critical = [vcon.critical, vcon.must_support].flatMap((names) => (Array.isArray(names) ? names : []));
  const unknown = critical.filter((name) => !['wtf_transcript', 'cc', 'CC', 'meta'].includes(String(name)));
  if (unknown.length > 0)
    throw new AppError('unreadable', `vCon needs extensions that are not supported: ${unknown.map(String).join(', ').slice(0, 200)}`);
}

interface Content {
  readonly dialogs: readonly Dialog[];
  readonly media: NonNullable<CapturedInteractionInput['media']>;
  readonly place: JsonPlace;
  readonly warnings: string[];
}

async function interactionOf(vcon: JsonObject, { dialogs, media, place, warnings }: Content): Promise<CapturedInteractionInput> {
  const own = ownReport(vcon);
  const parties = partiesOf(vcon);
  const starts = dialogs.flatMap(({ startedAt }) => startedAt ?? []).sort();
  const startedAt = own?.startedAt ?? starts[0] ?? timeOf(vcon.created_at, place);
  if (starts.length === 0 && startedAt !== undefined && !own) warnings.push('no dialog has a start: the time the vCon was made is taken');
  const spoken = transcriptTurns(vcon, { dialogs, parties, startedAt });
  const written = await textTurns(dialogs, parties);
  const turns = own ? own.restore([...written, ...spoken]) : [...written, ...spoken];
  const channel = own?.channel ?? channelOf(vcon, dialogs);
  const callTimes = channel === 'voice' ? endOf(dialogs) : turns.at(-1)?.at;
  const customer = parties.find(({ role }) => role === 'customer')?.fields;
  const built = legsByHolder(parties, turns, textOf(dialogs.find(({ fields }) => fields.skill)?.fields.skill));
  return compact({
    externalId: own?.externalId ?? textOf(vcon.uuid) ?? externalIdOf(place.file),
    channel,
    direction: own?.direction ?? directionOf(dialogs),
    startedAt,
    endedAt: own?.endedAt ?? callTimes,
    ...ownFields(own),
    subject: textOf(vcon.subject),
    customer:
      own || !customer ? undefined : compact({ phone: textOf(customer.tel), email: textOf(customer.mailto) ?? textOf(customer.email) }),
    attributes: own?.attributes ?? dialogAttributes(dialogs),
    participants: parties.map(({ fields: _fields, ...person }) => person),
    legs: own?.legs ?? built.legs,
    turns: own ? turns : [...built.turns],
    events: own?.events ?? dialogEvents(dialogs, parties, startedAt),
    media,
    warnings,
  });
}

function ownFields(own: OwnReport | null) {
  return compact({
    timeZone: own?.timeZone,
    language: own?.language,
    caseId: own?.caseId,
    threadId: own?.threadId,
    consent: own?.consent,
    handling: own?.handling,
    redacted: own?.redacted,
  });
}

function channelOf(vcon: JsonObject, dialogs: readonly Dialog[]): Channel {
  const types = dialogs.map(({ fields }) => fields.type);
  if (types.some((type) => type === 'recording' || type === 'recording-set')) return 'voice';
  const stated = dialogs.map(({ fields }) => String(fields.interaction_type ?? fields.application ?? '').toLowerCase()).join(' ');
  if (/mail/.test(stated) || dialogs.some(({ fields }) => /@/.test(String(fields.message_id ?? '')))) return 'email';
  if (/sms|whatsapp|messag/.test(stated)) return 'messaging';
  if (/chat/.test(stated)) return 'chat';
  if (types.length > 0 && types.every((type) => type === 'incomplete' || type === 'transfer')) return 'voice';
  if (types.length === 0) return 'voice';
  return objectsOf(vcon.parties).some((party) => textOf(party.tel) !== undefined) ? 'messaging' : 'chat';
}

function directionOf(dialogs: readonly Dialog[]) {
  const word = String(objectOf(dialogs[0]?.fields.meta).direction ?? dialogs[0]?.fields.direction ?? '');
  return word.startsWith('in') ? ('inbound' as const) : word.startsWith('out') ? ('outbound' as const) : undefined;
}

function dialogAttributes(dialogs: readonly Dialog[]): Record<string, string> {
  const found = dialogs.flatMap(({ fields }) =>
    Object.entries({
      campaign: fields.campaign,
      skill: fields.skill,
      disposition: fields.disposition ?? objectOf(fields.meta).disposition,
    }),
  );
  return Object.fromEntries(found.flatMap(([key, value]) => (textOf(value) === undefined ? [] : [[key, String(value)]])));
}

function endOf(dialogs: readonly Dialog[]): string | undefined {
  const ends = dialogs.flatMap(({ fields, startedAt }) => {
    const seconds = numberOf(fields.duration);
    return startedAt === undefined || seconds === undefined ? [] : [Date.parse(startedAt) + seconds * 1000];
  });
  return ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : undefined;
}

function timeOf(value: unknown, place: JsonPlace): string | undefined {
  return typeof value === 'string' ? parseTime(value, place.context.timeZone)?.iso : undefined;
}
