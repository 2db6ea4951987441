import { payByCard } from './incidents.ts';
import { planted } from './planted.ts';
import type { Pen } from './script.ts';

/** How it ends: solved or not, promises, the closing check, goodbye. */
export function endConversation(pen: Pen): void {
  const { contact, random, script } = pen;
  if (contact.reason.id === 'new_connection' && random.chance(0.2)) {
    script.labels.ssnSpoken = true;
    pen.talk('ssn_full');
  }
  settle(pen);
  if (script.labels.resolved && random.chance(payChance(contact.reason.id))) payByCard(pen);
  if (random.chance(0.12)) pen.talk('callback_number');
  if (contact.reason.queue === 'sales' || random.chance(0.05)) offerMore(pen);
  recap(pen);
  closingCheck(pen);
  goodbye(pen);
  if (contact.channel === 'voice') {
    const { agent, team } = contact.secondAgent ?? contact.agent;
    pen.openLeg({ kind: 'wrap-up', agent, team, queue: contact.reason.queue });
  }
}

const payingReasons = new Set(['bill_higher', 'late_fee', 'final_bill', 'autopay_setup']);

function payChance(reason: string): number {
  return payingReasons.has(reason) ? 0.2 : 0.01;
}

export function settle(pen: Pen): void {
  const { contact, random, script } = pen;
  const { quality } = contact.secondAgent ?? contact.agent;
  const resolved = random.chance(contact.reason.resolved + 0.05 * quality - (script.labels.transferred ? 0.08 : 0));
  script.labels.resolved = resolved;
  script.labels.comesBack = random.chance(comesBackChance(pen, resolved));
  pen.exchange(random.pick(resolved ? contact.reason.fixed : contact.reason.open_end));
  if (!resolved && random.chance(0.45)) {
    script.labels.promise = true;
    pen.utter(pen.serving(), 'promise');
    pen.say('customer', '{Okay|Alright|I hope so|Please do}.');
  }
  if (resolved && !contact.angry && random.chance(0.3)) pen.utter('customer', 'pleased');
  if (resolved && contact.angry && random.chance(0.4))
    pen.say('customer', '{Okay, thank you|Thanks, that helps|Well, thank you for fixing it}.');
}

/** Within a reason chat is slightly less likely to come back; see `planted.confounder`. */
export function comesBackChance({ contact }: Pen, resolved: boolean): number {
  const base = resolved ? 0.22 * contact.reason.repeat : Math.min(0.85, 1.5 * contact.reason.repeat);
  return (contact.repeatOf === undefined ? base : base / 2) * (contact.channel === 'chat' ? planted.confounder.withinReason : 1);
}

function offerMore(pen: Pen): void {
  if (!pen.random.chance(0.4)) return;
  pen.script.labels.upsell = true;
  pen.utter(pen.serving(), 'upsell_offer');
  pen.utter('customer', 'upsell_reply');
}

/** On calls, better agents sum up more often. */
function recap(pen: Pen): void {
  const { contact, random, script } = pen;
  if (contact.channel !== 'voice') return;
  const { quality } = contact.secondAgent ?? contact.agent;
  script.labels.recapSaid = random.chance(0.45 + 0.2 * quality);
  if (script.labels.recapSaid) pen.utter(pen.serving(), 'recap');
}

function closingCheck(pen: Pen): void {
  const { contact, random, script } = pen;
  const checked = random.chance((contact.secondAgent ?? contact.agent).checksAtEnd);
  script.labels.checkedAtEnd = checked;
  if (!checked) return;
  pen.utter(pen.serving(), 'anything_else');
  pen.utter('customer', contact.angry && script.labels.resolved === false ? 'nothing_else_cold' : 'nothing_else');
}

function goodbye(pen: Pen): void {
  const { contact, random } = pen;
  const by = pen.serving();
  const { style } = contact.secondAgent ?? contact.agent;
  if (contact.channel !== 'voice') {
    if (random.chance(0.85)) pen.utter(by, 'goodbye_chat');
    return;
  }
  if (random.chance(0.2)) pen.utter(by, 'survey');
  pen.utter(by, style === 'terse' ? 'goodbye_terse' : 'goodbye');
  if (random.chance(0.85)) pen.utter('customer', 'customer_bye', random.chance(0.25) ? 'overlap' : undefined);
}
