import { endConversation } from './endings.ts';
import { consult, deadAir, escalation, hold, transfer } from './incidents.ts';
import { asSentence, expand } from './phrases.ts';
import { noticeRate } from './planted.ts';
import type { Pen } from './script.ts';

/** An ordinary conversation on voice, chat or messaging, from the greeting to the goodbye. */
export function writeConversation(pen: Pen): void {
  arrive(pen);
  greet(pen);
  tellWhy(pen);
  react(pen);
  verify(pen);
  workOnIt(pen);
  endConversation(pen);
}

/** Self-service and waiting, before a person answers. */
function arrive(pen: Pen): void {
  const { contact, random, script } = pen;
  const queue = { kind: 'queue' as const, queue: contact.queue };
  if (contact.channel === 'voice' && contact.reason.direction === 'inbound') {
    if (random.chance(0.6)) {
      pen.openLeg({ kind: 'ivr' });
      pen.utter('ivr', 'ivr_welcome');
      if (random.chance(0.7)) pen.utter('customer', 'ivr_customer');
      pen.utter('ivr', 'ivr_route');
    }
    pen.openLeg(queue);
  }
  if (contact.channel !== 'voice') {
    if (random.chance(contact.channel === 'chat' ? 0.4 : 0.2)) {
      script.labels.botHandOff = true;
      pen.openLeg({ kind: 'bot' });
      pen.utter('bot', 'bot_hello');
      pen.say('customer', random.pick(contact.reason.open));
      pen.utter('bot', 'bot_answer');
      pen.utter('customer', 'bot_fail');
      pen.utter('bot', 'bot_handoff');
    }
    if (contact.channel === 'chat') pen.openLeg(queue);
  }
  pen.openLeg({ kind: 'agent', agent: contact.agent.agent, team: contact.agent.team, queue: contact.queue });
}

/** Greeting and recording notice; messaging has no notice by design of the company. */
function greet(pen: Pen): void {
  const { contact, random, script } = pen;
  if (contact.channel === 'messaging') {
    if (!script.labels.botHandOff) openingOfCustomer(pen);
    pen.utter('agent', 'greeting_messaging');
    return;
  }
  const noticeSaid = random.chance(noticeRate(contact.agent.team, contact.day.week));
  script.labels.noticeSaid = noticeSaid;
  const voice = contact.channel === 'voice';
  const greeting = pen.phrase(voice ? `greeting_${contact.agent.style}` : 'greeting_chat');
  const notice = pen.phrase(voice ? 'notice' : 'notice_chat');
  if (noticeSaid && random.chance(0.75)) pen.say('agent', splitBeforeQuestion(greeting, notice));
  else {
    pen.say('agent', greeting);
    if (noticeSaid) {
      if (voice) pen.say('customer', '{Hi|Hello|Yes, hi}{, <first> here|}.');
      pen.say('agent', notice);
    }
  }
}

/** The notice stands before the agent's question, where there is one. */
function splitBeforeQuestion(greeting: string, notice: string): string {
  const question = /^(.*[.!]) (\{[^{}]*\}|[^.!{}]*\?)$/.exec(greeting);
  return question ? `${question[1]} ${notice} ${question[2]}` : `${greeting} ${notice}`;
}

function tellWhy(pen: Pen): void {
  const { contact, script } = pen;
  if (contact.channel === 'messaging' || script.labels.botHandOff) {
    if (script.labels.botHandOff) pen.say('customer', pen.random.pick(contact.reason.open));
    if (contact.scam) pen.utter('customer', 'scam');
  } else openingOfCustomer(pen);
  if (contact.angry) {
    const own = contact.reason.anger;
    if (own.length > 0) pen.say('customer', pen.random.pick(own));
    if (own.length === 0 || pen.random.chance(0.6)) pen.utter('customer', 'anger');
  }
}

function openingOfCustomer(pen: Pen): void {
  const { contact, random } = pen;
  const hello = pen.phrase(contact.channel === 'voice' ? 'customer_hello' : 'customer_hello_chat');
  const open = asSentence(expand(random.pick(contact.reason.open), pen.slots, random));
  const again = contact.repeatOf === undefined ? '' : ` ${pen.phrase('repeat_open')}`;
  if (contact.channel === 'voice') pen.say('customer', `${hello} ${midSentence(open)}${again}`);
  else {
    if (random.chance(0.5)) pen.say('customer', hello);
    pen.say('customer', `${open}${again}`);
  }
  // On chat and phone the text-message fraud comes up with the first question, as its own sentence.
  if (contact.scam && contact.channel !== 'messaging') pen.utter('customer', 'scam');
}

function midSentence(text: string): string {
  return /^(?:I\b|[A-Z]\w*[A-Z])/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** What the agent makes of it: empathy after anger is a trait of the agent, not of the matter. */
function react(pen: Pen): void {
  const { contact, random, script } = pen;
  if (contact.angry) {
    script.labels.empathyAfterNegative = random.chance(contact.agent.empathy);
    pen.utter('agent', script.labels.empathyAfterNegative ? 'empathy' : 'cold_reply');
  } else if (random.chance(0.8)) pen.utter('agent', 'acknowledge');
  if (contact.scam) pen.utter('agent', 'scam_reply');
}

function verify(pen: Pen): void {
  if (!pen.random.chance(pen.contact.agent.verifies)) return;
  pen.script.labels.verified = true;
  pen.talk('verify');
  if (pen.contact.channel === 'chat' && pen.random.chance(0.5)) pen.utter('agent', 'agent_check', 'silence');
}

/** The matter itself: two to four exchanges in their written order, with whatever comes between. */
function workOnIt(pen: Pen): void {
  const { contact, random } = pen;
  const exchanges = contact.reason.exchanges;
  const wanted = Math.min(exchanges.length, random.integer(2, 4));
  let left = wanted;
  if (contact.secondAgent !== undefined) transfer(pen);
  for (const [index, lines] of exchanges.entries()) {
    if (!random.chance(left / (exchanges.length - index))) continue;
    left -= 1;
    pen.exchange(lines);
    if (left === wanted - 1 && contact.angry && random.chance(0.5)) frustration(pen);
  }
  between(pen);
}

function frustration(pen: Pen): void {
  pen.utter('customer', 'mid_frustration', pen.contact.channel === 'voice' && pen.random.chance(0.5) ? 'interrupt' : undefined);
  pen.utter(pen.serving(), pen.random.chance(pen.contact.agent.empathy) ? 'empathy' : 'cold_reply');
}

function between(pen: Pen): void {
  const { contact, random, script } = pen;
  const voice = contact.channel === 'voice';
  if (voice && random.chance(0.26)) hold(pen);
  else if (voice && random.chance(0.06)) consult(pen);
  if (voice && random.chance(0.16)) deadAir(pen);
  if (random.chance(contact.angry ? 0.36 : contact.repeatOf === undefined ? 0.03 : 0.16)) escalation(pen);
  if (random.chance(churnChance(pen))) {
    script.labels.churnIntent = true;
    pen.utter('customer', 'churn');
    pen.utter(pen.serving(), 'churn_reply');
  }
  if (random.chance(0.03)) {
    script.labels.competitor = true;
    pen.utter('customer', 'competitor_mention');
  }
  if (voice && random.chance(0.07)) {
    pen.utter(pen.serving(), 'smalltalk_agent');
    pen.utter('customer', 'smalltalk_customer');
  }
}

function churnChance({ contact }: Pen): number {
  if (contact.reason.queue === 'cancellations') return 0.12;
  return contact.angry ? 0.3 : contact.repeatOf !== undefined ? 0.14 : 0.012;
}
