import type { CapturedInteractionInput } from '../../src/domain/captured-interaction.ts';
import { isoLocal } from './calendar.ts';
import type { Contact } from './contact.ts';
import { participantsOf } from './participants.ts';
import type { Random } from './random.ts';
import type { Script, ScriptLine } from './script.ts';
import { typeAs, typingStyle } from './typed-text.ts';

type Turn = NonNullable<CapturedInteractionInput['turns']>[number];
type Leg = NonNullable<CapturedInteractionInput['legs']>[number];
type Event = NonNullable<CapturedInteractionInput['events']>[number];

/** Chat and messaging: messages with times, customers who type like customers. */
export function textInteraction(contact: Contact, script: Script, random: Random): CapturedInteractionInput {
  const style = typingStyle(random, contact.angry);
  const legs: Leg[] = script.legs.map((leg) => ({ ...leg }));
  const events: Event[] = [];
  const turns: Turn[] = [];
  let now = 0;
  let openLeg = -1;
  for (const line of script.lines) {
    while (openLeg < line.leg) {
      openLeg += 1;
      now = enterLeg(contact, { legs, events, index: openLeg, now, random });
    }
    for (const text of messagesOf(line, style, random)) {
      now += waitMs(contact, line, text, random);
      turns.push({ participant: line.speaker, leg: line.leg, at: new Date(contact.startedAt + now).toISOString(), text });
    }
  }
  const last = legs.at(-1);
  if (last) last.endMs = now;
  if (contact.channel === 'chat') events.push({ kind: 'close', startMs: now });
  return {
    externalId: contact.id,
    channel: contact.channel,
    direction: 'inbound',
    startedAt: contact.channel === 'chat' ? new Date(contact.startedAt).toISOString() : isoLocal(contact.startedAt, contact.zone),
    endedAt: new Date(contact.startedAt + now).toISOString(),
    ...(contact.threadId === undefined ? {} : { threadId: contact.threadId }),
    participants: participantsOf(contact, script.lines),
    legs,
    turns,
    events,
  };
}

interface Entering {
  readonly legs: Leg[];
  readonly events: Event[];
  readonly index: number;
  readonly now: number;
  readonly random: Random;
}

/** Opens a leg and gives the time at which it is answered. */
function enterLeg(contact: Contact, { legs, events, index, now, random }: Entering): number {
  const leg = legs[index];
  const previous = legs[index - 1];
  if (leg === undefined) return now;
  if (previous) previous.endMs = now;
  leg.startMs = now;
  if (leg.kind === 'queue' && previous?.kind === 'agent') events.push({ kind: 'transfer', startMs: now, leg: index - 1 });
  if (leg.kind === 'queue' || (leg.kind === 'agent' && contact.channel === 'messaging' && index > 0)) now += random.integer(4, 150) * 1000;
  if (leg.kind === 'agent') leg.answeredMs = now;
  return now;
}

/** Long customer messages sometimes arrive in two pieces. */
function messagesOf(line: ScriptLine, style: ReturnType<typeof typingStyle>, random: Random): string[] {
  if (line.speaker !== 'customer') return [line.text];
  const sentences = line.text.split(/(?<=[.?!]) (?=[A-Z])/);
  const parts = sentences.length > 1 && random.chance(0.45) ? [sentences[0] ?? '', sentences.slice(1).join(' ')] : [line.text];
  return parts.map((part) => typeAs(style, part, random));
}

function waitMs(contact: Contact, line: ScriptLine, text: string, random: Random): number {
  const slow = contact.channel === 'messaging' ? random.pick([1, 2, 6, 20]) : 1;
  if (line.speaker === 'bot') return random.integer(800, 2000);
  if (line.before === 'dead-air') return random.integer(120, 400) * 1000;
  if (line.before === 'silence') return random.integer(45, 160) * 1000;
  const typing = 1500 + text.length * (line.speaker === 'customer' ? 190 : 110);
  return Math.round((typing + random.integer(2000, 22_000)) * slow);
}
