import type { AttributeValue } from '../../src/domain/captured-interaction.ts';
import type { Contact, Labels } from './contact.ts';
import { isCoached, planted } from './planted.ts';
import type { Random } from './random.ts';

/** What the centre's own systems know of a contact and send along. */
export function attributesOf(contact: Contact, labels: Labels, random: Random): Record<string, AttributeValue> {
  const { customer, reason } = contact;
  const attributes: Record<string, AttributeValue> = {
    plan: customer.plan,
    region: customer.region,
    product: reason.line === 'account' ? random.pick(['internet', 'internet', 'mobile', 'energy']) : reason.line,
    tenure_months: customer.tenureMonths,
    // Every place in customers.ts keeps Central time.
    customer_time_zone: 'America/Chicago',
    first_contact: contact.repeatOf === undefined,
  };
  if (contact.source === 'collections') {
    attributes.debt_usd = random.integer(60, 900);
    attributes.debt = `D${customer.index}`;
  }
  if (contact.channel === 'messaging') attributes.platform = random.weighted({ sms: 5, whatsapp: 3, web: 2 });
  if (contact.channel === 'chat') {
    const score = surveyScore(contact, labels, random);
    if (score !== undefined) attributes.csat = score;
  }
  return attributes;
}

/** 1…5 from about one customer in five; unhappy and happy customers answer more often than the rest. */
export function surveyScore(contact: Contact, labels: Labels, random: Random): number | undefined {
  if (contact.kind !== 'conversation' || labels.resolved === null) return undefined;
  const agent = contact.secondAgent ?? contact.agent;
  const mean =
    3.6 +
    (labels.resolved ? 0.9 : -1) -
    (contact.angry ? 0.9 : 0) +
    (labels.empathyAfterNegative ? 0.5 : 0) -
    (labels.transferred ? 0.4 : 0) -
    (labels.escalationOffered === false ? 0.6 : 0) +
    0.12 * agent.quality +
    (isCoached(agent.team, contact.day.iso) ? planted.coaching.csatLift : 0);
  const score = Math.max(1, Math.min(5, Math.round(random.normal(mean, 0.8))));
  return random.chance(score === 3 || score === 4 ? 0.14 : 0.24) ? score : undefined;
}
