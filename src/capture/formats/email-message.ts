import PostalMime, { type Address, type Email } from 'postal-mime';
import { AppError } from '../../domain/errors.ts';
import { htmlText } from '../html-text.ts';
import { type SeparatedReply, separateReply } from '../set-aside.ts';
import { parseTime } from '../time-zone.ts';

/** One mail, decoded; its new words parted from quotes and signature. */
export interface EmailMessage extends SeparatedReply {
  readonly id: string | null;
  /** Ids of the mails it answers, oldest first. */
  readonly references: readonly string[];
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly subject: string;
  readonly at?: string | undefined;
  /** File names without folders; the attachments themselves are not read. */
  readonly attachments: readonly string[];
}

export interface Mailbox {
  /** Lower case. */
  readonly address: string;
  readonly name?: string | undefined;
}

/** Throws when the bytes are no mail: no sender, or no header at all. */
export async function parseEmail(bytes: Uint8Array): Promise<EmailMessage> {
  const email = await PostalMime.parse(bytes, { maxNestingDepth: 50 });
  const from = mailboxes(email.from ? [email.from] : email.sender ? [email.sender] : [])[0];
  if (!from) throw new AppError('unreadable', 'mail without a sender');
  return {
    id: idsOf(email.messageId)[0] ?? null,
    references: [...idsOf(email.references), ...idsOf(email.inReplyTo)],
    from,
    to: mailboxes([...(email.to ?? []), ...(email.cc ?? [])]),
    subject: email.subject?.trim() ?? '',
    at: dateOf(email),
    attachments: email.attachments.map(({ filename }) => (filename ?? 'unnamed').split(/[\\/]/).at(-1) ?? 'unnamed'),
    ...separateReply(email.text?.trim() ? email.text : htmlText(email.html ?? '')),
  };
}

function idsOf(header: string | undefined): string[] {
  const bracketed = header?.match(/<[^<>\s]+>/g);
  return bracketed ?? (header?.trim() ? header.trim().split(/\s+/) : []);
}

function mailboxes(addresses: readonly Address[]): Mailbox[] {
  return addresses
    .flatMap((address) => (address.group ? address.group : [address]))
    .filter(({ address }) => address !== '')
    .map(({ address, name }) => ({ address: address.toLowerCase(), name: name || undefined }));
}

function dateOf(email: Email): string | undefined {
  return email.date === undefined ? undefined : (parseTime(email.date, 'UTC')?.iso ?? undefined);
}

/** `Re: AW: [Ticket 5] Late order` → `[ticket 5] late order`. */
export function plainSubject(subject: string): string {
  return subject
    .replace(/^(?:\s*(?:re|fwd?|aw|wg|antw|sv|vs|rv|tr)(?:\[\d+\])?\s*:)+/i, '')
    .trim()
    .toLowerCase();
}

export function isReplySubject(subject: string): boolean {
  return plainSubject(subject) !== subject.trim().toLowerCase();
}
