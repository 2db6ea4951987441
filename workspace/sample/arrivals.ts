import type { Channel } from '../../src/domain/vocabulary.ts';
import { type Agent, createAgents, digitalTeam, teamsOfQueue } from './agents.ts';
import { centreZone, type Day, dayFactor, epochOf } from './calendar.ts';
import type { Contact, ContactKind } from './contact.ts';
import type { Content, Reason } from './content.ts';
import { type Customer, createCustomers } from './customers.ts';
import { angerRate, planted, volumeFactor } from './planted.ts';
import type { Random } from './random.ts';

/** A contact that follows from an earlier one: same customer, same matter. */
export interface FollowUp {
  readonly of: Contact;
  readonly dayIndex: number;
}

/** What comes in beside ordinary conversations, contacts a week at the usual size of the sample. */
const specials: Readonly<Partial<Record<ContactKind, number>>> = {
  abandoned: 8,
  voicemail: 1.6,
  'wrong-number': 1,
  short: 1.6,
  'unanswered-chat': 1.8,
  'bot-only': 4,
  'third-party': 1.2,
  'other-language': 0.7,
};

const weekdaySum = 6.56;

export interface Arrivals {
  /** Contacts of one day in order of time, with the follow-ups that fall due on it. */
  of(day: Day, due: readonly FollowUp[]): Contact[];
}

export function createArrivals(content: Content, options: { readonly perDay: number; readonly random: Random }): Arrivals {
  const { perDay, random } = options;
  const usual = content.reasons.reduce((sum, reason) => sum + reason.weekly, 0) / 7;
  const scale = perDay / usual;
  const customers = createCustomers(Math.round(perDay * 120), random.fork('customers'));
  const agentsOf = createAgents(content.workspace.roster);
  const counts: Record<string, number> = {};

  function of(day: Day, due: readonly FollowUp[]): Contact[] {
    const today = random.fork(`day ${day.iso}`);
    const drafts: Draft[] = due.map(({ of: earlier }) => ({
      reason: earlier.reason,
      kind: 'conversation',
      customer: earlier.customer,
      channel: today.chance(0.5) && earlier.kind !== 'bot-only' ? earlier.channel : 'voice',
      repeatOf: earlier.id,
    }));
    for (const reason of content.reasons) {
      const wanted = today.poisson(meanContacts(reason, day, scale));
      for (let count = 0; count < wanted; count += 1)
        drafts.push({ reason, kind: 'conversation', customer: today.pick(customers), channel: today.weighted(reason.channels) });
    }
    for (const [kind, weekly] of Object.entries(specials) as [ContactKind, number][]) {
      const wanted = today.poisson((weekly * scale * dayFactor(day)) / weekdaySum);
      for (let count = 0; count < wanted; count += 1) drafts.push(specialDraft(content, kind, customers, today));
    }
    return drafts
      .map((draft) => ({ draft, minute: minuteOfDay(draft, day, today) }))
      .sort((a, b) => a.minute - b.minute)
      .map(({ draft, minute }) => contactOf(draft, day, minute, today));
  }

  function contactOf(draft: Draft, day: Day, minute: number, today: Random): Contact {
    const { reason, channel } = draft;
    const collections = reason.queue === 'collections';
    const source = channel === 'voice' && collections ? 'collections' : channel;
    const zone = source === 'collections' ? 'America/Phoenix' : centreZone;
    const conversation = draft.kind === 'conversation';
    const moves =
      conversation && !collections && (channel === 'voice' || channel === 'chat') && today.chance(channel === 'voice' ? 0.08 : 0.04);
    const others = Object.keys(teamsOfQueue).filter((queue) => queue !== reason.queue && queue !== 'collections');
    const queue = moves ? today.pick(others) : reason.queue;
    return {
      id: nextId(source),
      kind: draft.kind,
      source,
      channel,
      reason,
      day,
      minuteOfDay: minute,
      startedAt: epochOf(day.iso, minute, zone) + today.integer(0, 59) * 1000,
      zone,
      customer: draft.customer,
      queue,
      agent: pickAgent(queue, channel, day, today),
      secondAgent: moves ? pickAgent(reason.queue, channel, day, today) : undefined,
      angry: conversation && today.chance(angryChance(reason, day, draft.repeatOf !== undefined)),
      scam: conversation && !collections && today.chance(scamChance(day.week)),
      repeatOf: draft.repeatOf,
      threadId: channel === 'messaging' ? `customer-${draft.customer.index}` : undefined,
    };
  }

  function pickAgent(queue: string, channel: Channel, day: Day, today: Random): Agent {
    const digital = channel === 'messaging' || (channel === 'email' && queue !== 'collections');
    const team = digital ? digitalTeam : today.pick(teamsOfQueue[queue] ?? [digitalTeam]);
    return today.pick(agentsOf(team, day.iso));
  }

  function nextId(source: string): string {
    const count = (counts[source] ?? 0) + 1;
    counts[source] = count;
    return `${source === 'collections' ? 'K' : source.charAt(0).toUpperCase()}-${String(count).padStart(6, '0')}`;
  }

  return { of };
}

interface Draft {
  readonly reason: Reason;
  readonly kind: ContactKind;
  readonly customer: Customer;
  readonly channel: Channel;
  readonly repeatOf?: string;
}

function meanContacts(reason: Reason, day: Day, scale: number): number {
  if (reason.id === planted.spike.reason && day.iso === planted.spike.date) return planted.spike.contacts * Math.min(1, scale);
  return (reason.weekly * scale * dayFactor(day) * volumeFactor(reason.id, day.week, day.dayOfMonth)) / weekdaySum;
}

function angryChance(reason: Reason, day: Day, repeat: boolean): number {
  return Math.min(0.9, angerRate(reason, day.week) + (repeat ? 0.12 : 0));
}

/** Weekly counts of the plan over the usual week of about 185 contacts. */
function scamChance(week: number): number {
  const wanted = planted.emerging.weekly[Math.min(week - planted.emerging.fromWeek, planted.emerging.weekly.length - 1)];
  return week < planted.emerging.fromWeek || wanted === undefined ? 0 : wanted / 185;
}

function specialDraft(content: Content, kind: ContactKind, customers: readonly Customer[], today: Random): Draft {
  const voice = kind !== 'unanswered-chat' && kind !== 'bot-only' && kind !== 'other-language';
  const collections = kind === 'third-party';
  const reasons = content.reasons.filter(
    ({ queue, direction }) => (queue === 'collections') === collections && (collections || direction === 'inbound'),
  );
  return { reason: today.pick(reasons), kind, customer: today.pick(customers), channel: voice ? 'voice' : 'chat' };
}

/** Opening hours by channel; two in a hundred collection calls fall outside 8 AM – 9 PM (15 U.S.C. § 1692c). */
function minuteOfDay({ channel, reason }: Draft, day: Day, today: Random): number {
  if (channel === 'messaging' && day.iso === '2026-11-01' && today.chance(0.4)) return 80;
  if (reason.direction === 'outbound' && today.chance(0.02)) return today.pick([440, 465, 1272]);
  if (channel === 'email') return today.integer(300, 1400);
  if (channel === 'messaging') return today.integer(430, 1350);
  const peak = today.chance(0.55) ? 620 : 900;
  const [opens, closes] = channel === 'voice' ? [480, 1139] : [480, 1259];
  return Math.round(Math.min(closes, Math.max(opens, today.normal(peak, 95))));
}
