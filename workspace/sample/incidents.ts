import type { Pen } from './script.ts';

/** Things that happen in the middle of a conversation. Each one leaves its label. */
export function hold(pen: Pen): void {
  const { labels } = pen.script;
  const announced = pen.random.chance(pen.contact.agent.announcesHold);
  labels.holdCount += 1;
  labels.holdsAnnounced = announced;
  if (announced) {
    pen.utter(pen.serving(), 'hold_ask');
    pen.utter('customer', 'hold_yes');
  }
  pen.utter(pen.serving(), 'hold_back', 'hold');
}

function servingAgent({ contact, script }: Pen): { agent: string; team: string } {
  const { agent, team } = script.labels.transferred && contact.secondAgent ? contact.secondAgent : contact.agent;
  return { agent, team };
}

/** The agent asks a colleague while the customer waits on hold: a leg the customer does not hear. */
export function consult(pen: Pen): void {
  const { labels } = pen.script;
  const leg = { ...servingAgent(pen), queue: pen.contact.reason.queue };
  labels.holdCount += 1;
  labels.holdsAnnounced = true;
  pen.utter(pen.serving(), 'hold_ask');
  pen.utter('customer', 'hold_yes');
  pen.openLeg({ kind: 'consult', ...leg });
  pen.utter(pen.serving(), 'consult_internal', 'mute');
  pen.utter('third-party', 'consult_answer');
  pen.openLeg({ kind: 'agent', ...leg });
  pen.utter(pen.serving(), 'hold_back', 'hold');
}

/** A long wait: announced it is waiting, unannounced it is dead air. */
export function deadAir(pen: Pen): void {
  if (pen.random.chance(0.6)) {
    pen.utter(pen.serving(), 'wait_phrase');
    pen.say(pen.serving(), '{Okay|Alright}, {I have it now|there it is|thank you for waiting}.', 'silence');
    return;
  }
  pen.script.labels.deadAir = true;
  pen.say(pen.serving(), '{Okay|So|Alright}{, I see|, yes|}.', 'dead-air');
}

/** The customer asks for somebody higher up. Whether that is offered is the agent's habit. */
export function escalation(pen: Pen): void {
  const { contact, random, script } = pen;
  script.labels.escalationAsked = true;
  pen.utter('customer', 'escalation_request');
  const offered = random.chance(contact.agent.offersSupervisor);
  script.labels.escalationOffered = offered;
  pen.utter(pen.serving(), offered ? 'escalation_offer' : 'escalation_refuse');
  if (!offered) {
    if (random.chance(0.5)) pen.utter('customer', 'mid_frustration');
    return;
  }
  if (contact.channel !== 'voice' || !random.chance(0.4)) {
    pen.say('customer', "{Thank you|Okay, thank you|Good, I'll wait for that call|Fine}.");
    return;
  }
  pen.openLeg({ kind: 'conference', ...servingAgent(pen), queue: contact.reason.queue });
  pen.utter('supervisor', 'supervisor_hello', 'hold');
  script.labels.holdCount += 1;
  script.labels.holdsAnnounced ??= true;
  pen.say('customer', '{Yes|Yes, thank you}. <openAgain>.');
  pen.say(
    'supervisor',
    "{Okay, I've read the notes|I've heard what happened}, {and I can approve|so I'm approving} a credit of <fee> {right away|today}.",
  );
  pen.say('customer', '{Thank you|Alright|Okay}, {that is all I wanted|finally somebody listens}.');
}

export function transfer(pen: Pen): void {
  const { contact, random, script } = pen;
  const next = contact.secondAgent;
  if (next === undefined) return;
  pen.utter('agent', 'transfer_say');
  pen.say('customer', '{Okay|Alright|Again? Okay|Sure}.');
  script.labels.transferred = true;
  const { queue } = contact.reason;
  pen.openLeg({ kind: 'queue', queue });
  pen.openLeg({ kind: 'agent', agent: next.agent, team: next.team, queue });
  if (random.chance(0.4)) {
    pen.utter('agent2', 'transfer_known');
    pen.say('customer', '{Great, thank you|Oh good|Okay}.');
  } else {
    pen.say('agent2', '{Hello|Hi}, {this is|my name is} <agent2> {in|from} <queue2>, how can I help{ you|}?');
    pen.utter('customer', 'transfer_explain');
    pen.utter('agent2', 'acknowledge');
  }
}

/** A card number is read out, or the recording is paused while it is. */
export function payByCard(pen: Pen): void {
  const { contact, script } = pen;
  pen.talk('payment_now');
  if (contact.channel === 'voice' && pen.random.chance(0.7)) {
    script.labels.recordingPaused = true;
    pen.talk('pause_card');
    pen.say(
      pen.serving(),
      '{The recording is back on|We are recording again}, {and the payment of <amount> went through|your payment of <amount> is done}.',
      'pause',
    );
    pen.say('customer', '{Great|Okay, thank you|Perfect}.');
    return;
  }
  script.labels.cardSpoken = true;
  pen.talk('card');
}
