import type { CapturedInteractionInput } from '../../src/domain/captured-interaction.ts';
import { createArrivals, type FollowUp } from './arrivals.ts';
import { attributesOf, surveyScore } from './attributes.ts';
import { dayAt } from './calendar.ts';
import type { Contact, Labels } from './contact.ts';
import { type Content, loadContent } from './content.ts';
import { writeConversation } from './conversation.ts';
import { writtenContact } from './customers.ts';
import { emailInteraction, type MailThread, writeThread } from './email.ts';
import { expand, type Slots } from './phrases.ts';
import { createRandom, type Random } from './random.ts';
import { createPen, type Pen } from './script.ts';
import { slotsOf } from './slots.ts';
import { specialScripts, writeCollectionsCall } from './special-scripts.ts';
import { textInteraction } from './text.ts';
import { voiceInteraction } from './voice.ts';

export interface SampleOptions {
  readonly seed?: string;
  /** 1…26 */
  readonly weeks?: number;
  /** Conversations on an average day, before follow-ups and abandoned calls. */
  readonly perDay?: number;
}

/** One contact as a site would deliver it, and beside it what is true of it. */
export interface SampleContact {
  readonly source: string;
  readonly interaction: CapturedInteractionInput;
  readonly contact: Contact;
  /** Never part of `interaction`, never written among the input files. */
  readonly labels: Labels;
  /** Survey answer that arrives apart from the call. */
  readonly lateScore?: number;
  /** E-mail only: the mails themselves. */
  readonly thread?: MailThread;
}

export const sampleDefaults = { seed: 'fernhill', weeks: 26, perDay: 22 } as const;

/** The sample company's contacts, day by day. The same options give the same bytes. */
export function* generateSample(options: SampleOptions = {}): Generator<SampleContact> {
  const { seed, weeks, perDay } = { ...sampleDefaults, ...options };
  const content = loadContent();
  const random = createRandom(seed);
  const arrivals = createArrivals(content, { perDay, random });
  const due = new Map<number, FollowUp[]>();
  for (let index = 0; index < weeks * 7; index += 1) {
    for (const contact of arrivals.of(dayAt(index), due.get(index) ?? [])) {
      const item = contactSample(contact, content, random.fork(contact.id));
      if (item.labels.comesBack) remember(due, item, random.fork(`${contact.id} follow-up`));
      yield item;
    }
    due.delete(index);
  }
}

/** Most come back within a week; after a failed bot the same day's call is the rule. */
function remember(due: Map<number, FollowUp[]>, { contact }: SampleContact, random: Random): void {
  const days = contact.kind === 'bot-only' ? 1 : random.pick([1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 13]);
  const dayIndex = contact.day.index + days;
  due.set(dayIndex, [...(due.get(dayIndex) ?? []), { of: contact, dayIndex }]);
}

function contactSample(contact: Contact, content: Content, random: Random): SampleContact {
  const pen = createPen(contact, content.shared, allSlots(contact, random), random);
  const thread = contact.channel === 'email' ? writeThread(pen) : undefined;
  if (thread === undefined) writeWords(pen);
  const { script } = pen;
  const interaction = withRecord(contact, script.labels, random, bodyOf(pen, thread));
  const lateScore = contact.channel === 'voice' ? surveyScore(contact, script.labels, random) : undefined;
  return {
    source: contact.source,
    interaction,
    contact,
    labels: script.labels,
    ...(lateScore === undefined ? {} : { lateScore }),
    ...(thread === undefined ? {} : { thread }),
  };
}

function writeWords(pen: Pen): void {
  const { kind, source } = pen.contact;
  if (kind !== 'conversation') specialScripts[kind](pen);
  else if (source === 'collections') writeCollectionsCall(pen);
  else writeConversation(pen);
}

function bodyOf(pen: Pen, thread: MailThread | undefined): CapturedInteractionInput {
  if (thread !== undefined) return emailInteraction(pen.contact, thread);
  const write = pen.contact.channel === 'voice' ? voiceInteraction : textInteraction;
  return write(pen.contact, pen.script, pen.random.fork('clock'));
}

/** Customer, attributes, and the contacts whose words may not be read or that do not count. */
function withRecord(contact: Contact, labels: Labels, random: Random, body: CapturedInteractionInput): CapturedInteractionInput {
  const full = { ...body, customer: writtenContact(contact.customer, random), attributes: attributesOf(contact, labels, random) };
  if (contact.kind !== 'conversation') return full;
  if (random.chance(0.012)) return { ...full, handling: 'metadata-only', consent: 'declined', turns: [], events: [] };
  if (random.chance(0.004)) return { ...full, handling: 'exclude', attributes: { ...full.attributes, test_contact: true } };
  return full;
}

function allSlots(contact: Contact, random: Random): Slots {
  const { reason, customer, channel, startedAt, agent, secondAgent, minuteOfDay } = contact;
  const facts = {
    customer,
    channel,
    startedAt,
    agentName: agent.name,
    queue: reason.queue,
    line: reason.line,
    title: reason.title,
    minuteOfDay,
  };
  const base = slotsOf(facts, random);
  const write = () => expand(random.pick(reason.open), base, random);
  return {
    ...base,
    agent2: secondAgent?.name.split(' ')[0] ?? '',
    queue2: reason.queue,
    supervisor: agent.supervisor,
    openAgain: write(),
    openPhrase: write(),
  };
}
