import PostalMime from 'postal-mime';
import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { htmlText } from '../html-text.ts';
import { compact, type JsonObject, numberOf, objectsOf, textOf } from '../json-object.ts';
import type { MediaBytes } from '../read-source.ts';
import { separateReply } from '../set-aside.ts';
import type { VconParty } from './vcon-parties.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];
type CapturedMediaInput = NonNullable<CapturedInteractionInput['media']>[number];

export interface Dialog {
  readonly fields: JsonObject;
  /** Its place in the vCon, by which analyses name it. */
  readonly index: number;
  readonly startedAt?: string | undefined;
  readonly mediaType: string;
}

/** The messages of a vCon, in its order. */
export async function textTurns(dialogs: readonly Dialog[], parties: readonly VconParty[]): Promise<CapturedTurnInput[]> {
  const turns: CapturedTurnInput[] = [];
  for (const dialog of dialogs) {
    if (dialog.fields.type !== 'text') continue;
    const { text, setAside } = await messageText(dialog);
    if (text === '') continue;
    turns.push(
      compact({
        participant: speakerOf(dialog.fields, parties),
        text,
        at: dialog.startedAt,
        setAside: setAside.length > 0 ? setAside : undefined,
      }),
    );
  }
  return turns;
}

async function messageText(dialog: Dialog): Promise<ReturnType<typeof separateReply>> {
  const body = bodyText(dialog.fields);
  const mediaType = dialog.mediaType.toLowerCase();
  if (mediaType.startsWith('text/html')) return { text: htmlText(body), setAside: [] };
  if (!/^(?:message\/rfc822|multipart\/)/.test(mediaType)) return { text: body, setAside: [] };
  const mail = await PostalMime.parse(mediaType.startsWith('multipart/') ? `Content-Type: ${dialog.mediaType}\r\n\r\n${body}` : body);
  return separateReply(mail.text ?? htmlText(mail.html ?? ''));
}

/** `none` bodies are text or, from older writers, JSON; base64url bodies may come as plain base64. */
export function bodyText(fields: JsonObject): string {
  if (typeof fields.body !== 'string') return '';
  return isEncoded(fields) ? Buffer.from(fields.body, 'base64url').toString('utf8') : fields.body;
}

function isEncoded(fields: JsonObject): boolean {
  return fields.encoding === 'base64url' || fields.encoding === 'base64';
}

export function speakerOf(fields: JsonObject, parties: readonly VconParty[]): string {
  const listed = Array.isArray(fields.parties) ? fields.parties.flat()[0] : fields.parties;
  return parties[numberOf(fields.originator) ?? numberOf(listed) ?? -1]?.id ?? 'unknown';
}

/**
 * The recordings that lie inside the vCon. One that lies elsewhere stays there: fetching an address that a file names
 * would let the file's author reach into the network.
 */
export function recordingsOf(
  dialogs: readonly Dialog[],
  parties: readonly VconParty[],
  warnings: string[],
): { media: CapturedMediaInput[]; mediaBytes: MediaBytes[] } {
  const media: CapturedMediaInput[] = [];
  const mediaBytes: MediaBytes[] = [];
  const recordings = dialogs.filter(({ fields }) => fields.type === 'recording').concat(dialogs.flatMap(membersOf));
  const firstMs = Math.min(...dialogs.flatMap(({ startedAt }) => (startedAt === undefined ? [] : Date.parse(startedAt))));
  for (const { fields, index, mediaType, startedAt } of recordings) {
    if (typeof fields.body !== 'string' || !isEncoded(fields)) {
      const reason = fields.url === undefined ? 'has no content' : 'lies at an address outside the file and was not fetched';
      warnings.push(`recording ${index + 1} ${reason}`);
      continue;
    }
    const name = safeName(textOf(fields.filename) ?? `dialog-${index}`);
    mediaBytes.push({ name, bytes: Buffer.from(fields.body, 'base64url') });
    const offsetMs = startedAt === undefined ? undefined : Date.parse(startedAt) - firstMs;
    media.push(compact({ name, mediaType: mediaType || undefined, offsetMs, ...channelsOf(fields, parties) }));
  }
  return { media, mediaBytes };
}

function membersOf({ fields, index, mediaType, startedAt }: Dialog): Dialog[] {
  return fields.type === 'recording-set'
    ? objectsOf(fields.recordings).map((member) => ({ fields: member, index, mediaType, startedAt }))
    : [];
}

/** In a recording of several channels, the place in `parties` is the channel. */
function channelsOf(fields: JsonObject, parties: readonly VconParty[]): { channelRoles?: Role[]; channelParticipants?: string[] } {
  if (!Array.isArray(fields.parties) || fields.parties.length < 2) return {};
  const onChannels = fields.parties.map((place) => parties[numberOf(Array.isArray(place) ? place[0] : place) ?? -1]);
  if (onChannels.some((party) => party === undefined)) return {};
  return {
    channelRoles: onChannels.map((party) => party?.role ?? 'unknown'),
    channelParticipants: onChannels.map((party) => party?.id ?? 'unknown'),
  };
}

/** The last part of a name; what stands before it is a folder on somebody else's machine. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)?.replaceAll('\u0000', '') ?? '';
  return last === '' || last === '.' || last === '..' ? 'recording' : last;
}
