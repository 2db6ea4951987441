import type { CapturedInteractionInput } from '../../src/domain/captured-interaction.ts';
import { isoLocal } from './calendar.ts';
import type { Contact } from './contact.ts';
import { comesBackChance } from './endings.ts';
import { asSentence, expand } from './phrases.ts';
import type { Pen } from './script.ts';

type Turn = NonNullable<CapturedInteractionInput['turns']>[number];

/** One mail of a thread, from which both the record and an .eml file can be written. */
export interface Mail {
  readonly from: 'customer' | 'agent';
  readonly at: number;
  readonly paragraphs: readonly string[];
  readonly signature: string;
}

export interface MailThread {
  readonly subject: string;
  readonly mails: readonly Mail[];
}

const hourMs = 3_600_000;

/** One to four mails: the question, the answer, and sometimes thanks or a protest with a second answer. */
export function writeThread(pen: Pen): MailThread {
  const { contact, random, script } = pen;
  const { labels } = script;
  pen.openLeg({ kind: 'agent', agent: contact.agent.agent, team: contact.agent.team, queue: contact.reason.queue });
  const subject = expand(random.pick(contact.reason.subjects), pen.slots, random);
  const first: Mail = { from: 'customer', at: contact.startedAt, paragraphs: customerMail(pen), signature: pen.slots.name ?? '' };
  const mails = [first];
  if (random.chance(0.06)) return { subject, mails };
  labels.resolved = random.chance(contact.reason.resolved);
  labels.comesBack = random.chance(comesBackChance(pen, labels.resolved));
  mails.push(agentMail(pen, labels.resolved, contact.startedAt + random.between(0.4, 26) * hourMs));
  const replied = random.chance(labels.resolved ? 0.25 : 0.6);
  if (replied) mails.push(reply(pen, labels.resolved, mails));
  if (replied && !labels.resolved && random.chance(0.7))
    mails.push(agentMail(pen, false, (mails.at(-1)?.at ?? 0) + random.between(2, 30) * hourMs));
  return { subject: contact.repeatOf === undefined ? subject : `Again: ${subject}`, mails };
}

function customerMail(pen: Pen): string[] {
  const { contact, random } = pen;
  const write = (phrase: string) => asSentence(expand(phrase, pen.slots, random));
  const body = [write(random.pick(contact.reason.open))];
  if (contact.repeatOf !== undefined) body.push(write(pen.phrase('repeat_open')));
  for (const phrase of contact.reason.mail) if (random.chance(0.65)) body.push(write(phrase));
  if (contact.angry) body.push(write(random.pick([...contact.reason.anger, pen.phrase('anger')])));
  const paragraphs = [write(pen.phrase('mail_hello')).replace(/,?\.$/, ','), body.join(' ')];
  if (contact.scam) paragraphs.push(write(pen.phrase('scam')));
  if (random.chance(0.5)) paragraphs.push(write('My account number is <account>{ and my phone is <phone>|}'));
  if (contact.angry && random.chance(0.3)) {
    pen.script.labels.escalationAsked = true;
    paragraphs.push(write('{Please|I want you to} {pass this on to|have} {a manager|a supervisor}{ answer this|}'));
  }
  return [...paragraphs, write(pen.phrase('mail_bye')).replace(/,?\.$/, ',')];
}

function agentMail(pen: Pen, resolved: boolean, at: number): Mail {
  const { contact, random } = pen;
  const write = (phrase: string) => asSentence(expand(phrase, pen.slots, random));
  const answer = random.pick(resolved ? contact.reason.fixed : contact.reason.open_end).filter(({ speaker }) => speaker === 'agent');
  const labels = pen.script.labels;
  const paragraphs = [write(pen.phrase('mail_agent_hello')).replace(/,?\.$/, ','), write(pen.phrase('mail_agent_thanks'))];
  if (contact.angry) {
    labels.empathyAfterNegative = random.chance(contact.agent.empathy);
    if (labels.empathyAfterNegative) paragraphs.push(write(pen.phrase('empathy')));
  }
  const findings = contact.reason.exchanges.flat().filter(({ speaker, text }) => speaker === 'agent' && !text.includes('?'));
  if (findings.length > 0 && random.chance(0.7)) paragraphs.push(write(random.pick(findings).text));
  paragraphs.push(answer.map(({ text }) => write(text)).join(' '));
  if (contact.scam && !resolved) paragraphs.push(write(pen.phrase('scam_reply')));
  if (labels.escalationAsked && labels.escalationOffered === null) {
    labels.escalationOffered = random.chance(contact.agent.offersSupervisor);
    if (labels.escalationOffered) paragraphs.push('I have passed your message to my supervisor, who will contact you.');
  }
  paragraphs.push(write(pen.phrase('mail_agent_bye')));
  const signature = `${contact.agent.name}\nCustomer Care\nFernhill Broadband & Energy\nPhone: 515-555-0100 | help@fernhill.example`;
  return { from: 'agent', at, paragraphs, signature };
}

function reply(pen: Pen, resolved: boolean, mails: readonly Mail[]): Mail {
  const { random } = pen;
  const at = (mails.at(-1)?.at ?? 0) + random.between(0.2, 40) * hourMs;
  const paragraphs = [asSentence(expand(pen.phrase(resolved ? 'mail_thanks' : 'mail_unhappy'), pen.slots, random))];
  return { from: 'customer', at, paragraphs, signature: pen.slots.first ?? '' };
}

/** The thread as the help desk exports it: what was quoted and signed stands apart. */
export function emailInteraction(contact: Contact, thread: MailThread): CapturedInteractionInput {
  const turns = thread.mails.map((mail, index): Turn => {
    const before = thread.mails[index - 1];
    const setAside: NonNullable<Turn['setAside']> = [{ kind: 'signature', text: mail.signature }];
    if (before) setAside.push({ kind: 'quoted', text: quoted(contact, before) });
    return { participant: mail.from, leg: 0, at: new Date(mail.at).toISOString(), text: mail.paragraphs.join('\n\n'), setAside };
  });
  const { agent, name, team } = contact.agent;
  const ended = thread.mails.at(-1)?.at ?? contact.startedAt;
  return {
    externalId: contact.id,
    channel: 'email',
    direction: 'inbound',
    startedAt: isoLocal(contact.startedAt, contact.zone),
    endedAt: isoLocal(ended, contact.zone),
    subject: thread.subject,
    threadId: contact.threadId ?? `T-${contact.id}`,
    participants: [
      { id: 'customer', role: 'customer' },
      { id: 'agent', role: 'agent', ref: agent, name },
    ],
    legs: [{ kind: 'agent', agent, team, queue: contact.reason.queue }],
    turns,
    events: [],
  };
}

export function quoted(contact: Contact, mail: Mail): string {
  const who = mail.from === 'customer' ? contact.customer.name : contact.agent.name;
  const text = [...mail.paragraphs, mail.signature].join('\n\n');
  return `On ${new Date(mail.at).toUTCString().slice(0, 16)}, ${who} wrote:\n${text.replace(/^/gm, '> ')}`;
}
