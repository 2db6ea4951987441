import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { decodeText } from '../decode-text.ts';
import { decideDateOrder, readWrittenTime, type WrittenTime, wallOf } from '../local-date.ts';
import { readMappingSettings } from '../mapping.ts';
import type { FormatReader, ReadContext, ReadItem, SourceFile } from '../read-source.ts';
import { parseRole } from '../roles.ts';
import { splitSessions } from '../sessions.ts';
import { readText } from '../source-lines.ts';
import { localTime } from '../time-zone.ts';
import { externalIdOf } from '../unreadable.ts';

/** `[31/12/2024, 10:05:11] Ann: hi` (iPhone) and `12/31/24, 10:05 PM - Ann: hi` (Android). */
const messageStart =
  /^[\u200e\u200f\ufeff]*\[?(\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u00a0\u202f]*[ap]\.?[\s\u00a0\u202f]?m\.?)?)\]?(?:\s+-\s+|\s+)(.*)$/i;
const attachment = /<attached: ([^>]+)>|^[\u200e]?(.+?\.[A-Za-z0-9]{2,5}) \(file attached\)/;

/** A chat exported from WhatsApp: one thread, cut into sessions by idle time. */
export const whatsAppReader: FormatReader = {
  format: 'whatsapp',
  detect: (head, name) => {
    const lines = decodeText(head)
      .text.split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(0, 20);
    const starts = lines.filter((line) => messageStart.test(line) && /^[^:]{1,60}: /.test(messageStart.exec(line)?.[2] ?? '')).length;
    if (starts === 0) return 0;
    return /whatsapp|_chat/i.test(name) ? 0.95 : starts * 2 >= lines.length ? 0.75 : 0.3;
  },
  read,
};

interface Message {
  readonly written: WrittenTime;
  /** Null for lines of the system: somebody joined, encryption notice. */
  readonly author: string | null;
  readonly lines: string[];
}

interface DatedMessage {
  readonly author: string;
  readonly text: string;
  readonly at: string;
  readonly warning?: string | undefined;
}

async function* read(file: SourceFile, context: ReadContext): AsyncGenerator<ReadItem> {
  const { text, warning } = await readText(file);
  const messages = messagesOf(text);
  const mapping = readMappingSettings(context.mapping);
  const decided = decideDateOrder(messages.map(({ written }) => written));
  const { order, certain } = mapping.dateOrder === undefined ? decided : { order: mapping.dateOrder, certain: true };
  const dated = messages.flatMap((message) => datedMessage(message, order, context.timeZone));
  // Exports are not always in order of time: phones that were offline add their messages late.
  dated.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const threadId = externalIdOf(file);
  const warnings = [
    ...(warning === undefined ? [] : [warning]),
    ...(certain ? [] : ['the order of day and month is not certain: the day is taken first']),
  ];
  for (const session of splitSessions(dated, context.sessionIdleMs))
    yield sessionItem(session, { threadId, warnings, speakers: mapping.speakers });
}

function messagesOf(text: string): Message[] {
  const messages: Message[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = messageStart.exec(line);
    const written = match && readWrittenTime(match[1] ?? '');
    if (!match || !written) {
      messages.at(-1)?.lines.push(line);
      continue;
    }
    const rest = (match[2] ?? '').replace(/^[\u200e\u200f]+/, '');
    const named = /^([^:]{1,60}): ?(.*)$/s.exec(rest);
    messages.push({ written, author: named?.[1]?.trim() ?? null, lines: [named ? (named[2] ?? '') : rest] });
  }
  return messages;
}

function datedMessage(message: Message, order: Parameters<typeof wallOf>[1], timeZone: string): DatedMessage[] {
  const wallMs = wallOf(message.written, order);
  const text = message.lines
    .join('\n')
    .replace(/[\u200e\u200f]/g, '')
    .trim();
  if (message.author === null || wallMs === null || text === '') return [];
  const { iso, warning } = localTime(wallMs, timeZone);
  return [{ author: message.author, text, at: iso, warning }];
}

interface Thread {
  readonly threadId: string;
  readonly warnings: readonly string[];
  /** Names of the mapping whose role is known. */
  readonly speakers: Readonly<Record<string, Role>>;
}

/** Who the mapping or the name itself tells; the only other person in a chat with an agent is the customer. */
function participantsOf(authors: readonly string[], speakers: Thread['speakers']): CapturedInteractionInput['participants'] {
  const stated = new Map(authors.map((author) => [author, speakers[author] ?? parseRole(author)]));
  const others = authors.filter((author) => !stated.get(author));
  const withAgent = [...stated.values()].includes('agent');
  return authors.map((author) => {
    const role = stated.get(author);
    if (role) return { id: author, name: author, role, roleConfidence: 1 };
    const guessed = withAgent && others.length === 1;
    return { id: author, name: author, role: guessed ? 'customer' : 'unknown', roleConfidence: guessed ? 0.8 : 0 };
  });
}

function sessionItem(session: readonly DatedMessage[], { threadId, warnings: fileWarnings, speakers }: Thread): ReadItem {
  const startedAt = session[0]?.at ?? '';
  const authors = [...new Set(session.map(({ author }) => author))];
  const attachments = session.flatMap(({ text }) => attachmentName(text));
  const interaction: CapturedInteractionInput = {
    externalId: `${threadId}#${startedAt}`,
    channel: 'messaging',
    startedAt,
    endedAt: session.at(-1)?.at ?? startedAt,
    threadId,
    attributes: attachments.length > 0 ? { attachments: attachments.join(', ') } : {},
    participants: participantsOf(authors, speakers),
    turns: session.map(({ author, text, at }) => ({ participant: author, text, at })),
    warnings: [
      ...new Set([
        ...fileWarnings,
        ...session.flatMap(({ warning }) => warning ?? []),
        ...attachments.map(() => 'an attachment is not part of the export'),
      ]),
    ],
  };
  return { kind: 'interaction', interaction, position: `session from ${startedAt}`, identity: 'derived' };
}

/** Only the last part of the name: what stands before a slash is somebody else's folder. */
function attachmentName(text: string): string[] {
  const match = attachment.exec(text);
  const name = (match?.[1] ?? match?.[2])?.split(/[\\/]/).at(-1)?.trim();
  return name ? [name] : [];
}
