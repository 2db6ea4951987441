import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { messageOf } from '../../domain/errors.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { decodeText } from '../decode-text.ts';
import { compact } from '../json-object.ts';
import { readMappingSettings } from '../mapping.ts';
import type { FormatReader, ReadContext, ReadItem, SourceFile } from '../read-source.ts';
import { splitSessions } from '../sessions.ts';
import { readAllBytes } from '../source-bytes.ts';
import { externalIdOf, unreadable } from '../unreadable.ts';
import { type EmailMessage, type Mailbox, parseEmail, plainSubject } from './email-message.ts';
import { joinThreads } from './email-threads.ts';
import { splitMailbox } from './split-mailbox.ts';

const headerLine = /^(?:[A-Za-z][A-Za-z0-9-]*):[ \t]?\S*/;
const mailHeader = /^(?:from|message-id|received|return-path|delivered-to|mime-version|subject|date):/im;
const serviceAddress = /^(?:support|help|helpdesk|service|customer|care|info|contact|sales|billing|team|hello|complaints?|no-?reply)[^@]*@/;
const fourteenDaysMs = 14 * 24 * 3_600_000;

/** One mail per file. Mails of one thread have one external id, and join the contact as they arrive. */
export const emlReader: FormatReader = {
  format: 'eml',
  detect: (head, name) => {
    const block = headerBlock(decodeText(head).text);
    if (block === null || block.match(new RegExp(mailHeader, 'gim'))?.length === 1) return 0;
    return /\.eml(?:\.gz)?$/i.test(name) ? 0.95 : 0.7;
  },
  async *read(file, context) {
    const message = await parseEmail(await readAllBytes(file));
    const item = threadItem([message], file, context);
    if (item.kind === 'unreadable') yield item;
    else
      yield {
        ...item,
        interaction: { ...item.interaction, externalId: item.interaction.threadId ?? item.interaction.externalId },
        joins: true,
      };
  },
};

/** A mailbox: every thread is a contact, cut where it rested for longer than the idle time of e-mail. */
export const mboxReader: FormatReader = {
  format: 'mbox',
  detect: (head) => {
    const text = decodeText(head).text;
    return /^From \S+.*\r?\n/.test(text) && headerBlock(text.slice(text.indexOf('\n') + 1)) !== null ? 0.95 : 0;
  },
  async *read(file, context) {
    const messages: EmailMessage[] = [];
    for (const [index, bytes] of splitMailbox(await readAllBytes(file)).entries()) {
      try {
        messages.push(await parseEmail(bytes));
      } catch (error) {
        yield unreadable(messageOf(error), `message ${index + 1}`, bytes);
      }
    }
    for (const thread of joinThreads(messages)) {
      for (const session of splitSessions(thread, context.emailIdleMs ?? fourteenDaysMs)) yield threadItem(session, file, context, thread);
    }
  },
};

/** The header lines a mail begins with; null when the text begins otherwise. */
function headerBlock(text: string): string | null {
  const block = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = block.split(/\r?\n/);
  const fits = lines.every((line, index) => headerLine.test(line) || (index > 0 && /^[ \t]/.test(line)));
  return fits && mailHeader.test(block) ? block : null;
}

function threadItem(session: readonly EmailMessage[], file: SourceFile, context: ReadContext, thread = session): ReadItem {
  const first = session[0];
  const threadId = thread[0]?.references[0] ?? thread[0]?.id ?? externalIdOf(file);
  const firstId = first?.id ?? first?.at ?? 'undated';
  const people = peopleOf(session, readMappingSettings(context.mapping).speakers);
  const customer = [...people.values()].find(({ role }) => role === 'customer');
  const attachments = session.flatMap((message) => message.attachments);
  const interaction: CapturedInteractionInput = compact({
    externalId: firstId === threadId ? threadId : `${threadId}#${firstId}`,
    channel: 'email' as const,
    direction: first && people.get(first.from.address)?.role === 'agent' ? ('outbound' as const) : ('inbound' as const),
    startedAt: first?.at,
    endedAt: session.at(-1)?.at,
    threadId,
    subject: first?.subject || undefined,
    customer: customer === undefined ? undefined : { email: customer.id },
    attributes: attachmentAttribute(attachments),
    participants: [...people.values()],
    turns: session.map(({ from, text, at, setAside }) =>
      compact({ participant: from.address, text, at, setAside: setAside.length > 0 ? setAside : undefined }),
    ),
    warnings: attachments.length === 0 ? [] : [`${attachments.length} attachments were not read`],
  });
  return {
    kind: 'interaction',
    interaction,
    position: plainSubject(first?.subject ?? '') === '' ? 'thread' : `thread from ${first?.at ?? 'unknown date'}`,
  };
}

interface Person {
  readonly id: string;
  readonly role: Role;
  readonly roleConfidence: number;
  readonly name?: string;
  readonly ref?: string;
}

/**
 * Who is who. The mapping's `speakers` (an address, or `@domain`) decide; else addresses such as support@ are the
 * service; else whoever wrote first is the customer, with low confidence.
 */
function peopleOf(session: readonly EmailMessage[], speakers: Readonly<Record<string, Role>>): Map<string, Person> {
  const authors = new Map<string, Mailbox>();
  for (const { from } of session) if (!authors.has(from.address)) authors.set(from.address, from);
  const addressed = session.flatMap(({ to }) => to);
  const stated = (address: string) => speakers[address] ?? speakers[address.slice(address.indexOf('@'))];
  const anyService = [...authors.values(), ...addressed].some(
    ({ address }) => (stated(address) ?? (serviceAddress.test(address) ? 'agent' : '')) === 'agent',
  );
  const people = new Map<string, Person>();
  for (const { address, name } of authors.values()) {
    const role = stated(address);
    const guessed: Role = serviceAddress.test(address) ? 'agent' : anyService || people.size === 0 ? 'customer' : 'agent';
    const roleConfidence = role ? 1 : anyService ? 0.8 : 0.5;
    people.set(
      address,
      compact({ id: address, role: role ?? guessed, roleConfidence, name, ref: (role ?? guessed) === 'agent' ? address : undefined }),
    );
  }
  return people;
}

function attachmentAttribute(names: readonly string[]): Record<string, string> {
  return names.length === 0 ? {} : { attachments: names.join(', ') };
}
