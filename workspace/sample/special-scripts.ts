import type { ContactKind } from './contact.ts';
import { settle } from './endings.ts';
import { deadAir, hold, payByCard } from './incidents.ts';
import type { Pen } from './script.ts';

/** Contacts that are no ordinary conversation. `abandoned` has legs and not a word. */
export const specialScripts: Readonly<Record<Exclude<ContactKind, 'conversation'>, (pen: Pen) => void>> = {
  abandoned(pen) {
    pen.openLeg({ kind: 'ivr' });
    pen.openLeg({ kind: 'queue', queue: pen.contact.reason.queue });
  },
  voicemail(pen) {
    pen.openLeg({ kind: 'voicemail', queue: pen.contact.reason.queue });
    pen.utter('ivr', 'voicemail_prompt');
    pen.utter('customer', 'voicemail_message');
  },
  'wrong-number'(pen) {
    answer(pen);
    pen.utter('agent', `greeting_${pen.contact.agent.style}`);
    pen.utter('customer', 'wrong_number');
    pen.say('agent', '{No problem|That is alright}, {have a good day|bye}.');
  },
  short(pen) {
    answer(pen);
    pen.utter('agent', `greeting_${pen.contact.agent.style}`);
    pen.utter('customer', 'short_call');
  },
  'unanswered-chat'(pen) {
    pen.openLeg({ kind: 'queue', queue: pen.contact.reason.queue });
    pen.utter('customer', 'customer_hello_chat');
    pen.say('customer', pen.random.pick(pen.contact.reason.open));
    if (pen.random.chance(0.7)) pen.utter('customer', 'followup_nobody', 'dead-air');
  },
  'bot-only'(pen) {
    pen.openLeg({ kind: 'bot' });
    pen.utter('bot', 'bot_hello');
    pen.say('customer', pen.random.pick(pen.contact.reason.open));
    pen.utter('bot', 'bot_answer');
    const contained = pen.random.chance(0.6);
    pen.script.labels.resolved = contained;
    pen.script.labels.comesBack = !contained && pen.random.chance(0.7);
    if (contained) pen.say('customer', '{yes thanks|thanks|great, that worked|yes}');
    else pen.utter('customer', 'bot_fail');
  },
  'third-party'(pen) {
    answer(pen);
    pen.script.labels.rightParty = false;
    pen.talk('third_party');
    pen.say('agent', '{Thank you|Thanks}, goodbye.');
  },
  'other-language'(pen) {
    answer(pen);
    pen.utter('customer', 'spanish_open');
    pen.say('agent', '{Hello|Hi}, {I am sorry, I only speak English|do you speak English}?');
    pen.utter('customer', 'spanish_more');
    pen.utter('agent', 'spanish_reply');
  },
};

function answer(pen: Pen): void {
  const { agent, team } = pen.contact.agent;
  pen.openLeg({ kind: 'agent', agent, team, queue: pen.contact.reason.queue });
}

/** Collections: who is speaking first, the debt statement (15 U.S.C. § 1692e(11)) before the debt, wishes not to be called. */
export function writeCollectionsCall(pen: Pen): void {
  const { contact, random, script } = pen;
  const { labels } = script;
  answer(pen);
  labels.rightParty = true;
  if (contact.reason.direction === 'outbound') pen.talk('collections_open');
  else {
    pen.utter('agent', `greeting_${contact.agent.style}`);
    pen.say('customer', `{Hi|Hello}, ${random.pick(contact.reason.open)}.`);
  }
  labels.noticeSaid = random.chance(0.96);
  if (labels.noticeSaid) pen.utter('agent', 'notice');
  labels.verified = random.chance(contact.agent.verifies);
  if (labels.verified) pen.talk('collections_verify');
  pen.talk('collections_state');
  labels.miniMiranda = random.chance(0.93);
  if (labels.miniMiranda) pen.talk('mini_miranda');
  if (contact.angry) {
    pen.say('customer', random.pick([...contact.reason.anger, pen.phrase('anger')]));
    labels.empathyAfterNegative = random.chance(contact.agent.empathy);
    pen.utter('agent', labels.empathyAfterNegative ? 'empathy' : 'cold_reply');
  }
  for (const lines of contact.reason.exchanges) pen.exchange(lines);
  if (random.chance(contact.angry ? 0.4 : 0.05)) {
    labels.ceaseAsked = true;
    labels.resolved = false;
    pen.talk('cease_request');
  } else {
    if (random.chance(0.12)) hold(pen);
    if (random.chance(0.1)) deadAir(pen);
    settle(pen);
    if (labels.resolved && random.chance(0.35)) payByCard(pen);
  }
  pen.say('agent', '{Thank you for your time|Thanks}, {goodbye|have a good day}.');
  if (random.chance(0.6)) pen.utter('customer', 'customer_bye');
  pen.openLeg({ kind: 'wrap-up', agent: contact.agent.agent, team: contact.agent.team, queue: contact.reason.queue });
}
