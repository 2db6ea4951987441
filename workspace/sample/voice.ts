import type { CapturedInteractionInput } from '../../src/domain/captured-interaction.ts';
import { isoLocal } from './calendar.ts';
import type { Contact } from './contact.ts';
import { participantsOf } from './participants.ts';
import type { Random } from './random.ts';
import type { Script, ScriptLeg, ScriptLine } from './script.ts';

type Turn = NonNullable<CapturedInteractionInput['turns']>[number];
type Leg = NonNullable<CapturedInteractionInput['legs']>[number];
type Event = NonNullable<CapturedInteractionInput['events']>[number];

/** Conversational speech is about 150 words a minute. */
const wordsPerSecond = 2.5;

/** Puts a script on a clock: turn times, legs that begin and end, holds, pauses, overlaps. */
export function voiceInteraction(contact: Contact, script: Script, random: Random): CapturedInteractionInput {
  const clock = createClock(contact, random);
  const withWords = contact.source === 'collections' || random.chance(0.06);
  let openLeg = -1;
  for (const line of script.lines) {
    while (openLeg < line.leg) {
      openLeg += 1;
      clock.enterLeg(script.legs[openLeg]);
    }
    clock.say(line, withWords);
  }
  for (const leg of script.legs.slice(openLeg + 1)) clock.enterLeg(leg);
  const { turns, legs, events, endMs } = clock.finish();
  return {
    externalId: contact.id,
    channel: 'voice',
    direction: contact.reason.direction,
    startedAt: isoLocal(contact.startedAt, contact.zone),
    endedAt: isoLocal(contact.startedAt + endMs, contact.zone),
    participants: participantsOf(contact, script.lines),
    legs,
    turns,
    events,
  };
}

function createClock(contact: Contact, random: Random) {
  const turns: Turn[] = [];
  const legs: Leg[] = [];
  const events: Event[] = [];
  let now = 0;

  function closeLeg(): void {
    const leg = legs.at(-1);
    if (leg !== undefined && leg.endMs === undefined) leg.endMs = now;
  }

  function enterLeg(leg: ScriptLeg | undefined): void {
    if (leg === undefined) return;
    const previous = legs.at(-1);
    closeLeg();
    if (leg.kind === 'queue' && previous?.kind === 'agent') events.push({ kind: 'transfer', startMs: now, leg: legs.length - 1 });
    if (leg.kind === 'conference') events.push({ kind: 'join', startMs: now, leg: legs.length, participant: 'supervisor' });
    if (leg.kind === 'wrap-up') events.push({ kind: 'close', startMs: now });
    const { kind, agent, team, queue } = leg;
    const entered: Leg = {
      kind,
      startMs: now,
      ...(agent === undefined ? {} : { agent }),
      ...(team === undefined ? {} : { team }),
      ...(queue === undefined ? {} : { queue }),
    };
    legs.push(entered);
    now += legTimeMs(contact, kind, previous?.kind, random);
    if (kind === 'agent') entered.answeredMs = now;
    if (kind === 'queue' || kind === 'wrap-up') entered.endMs = now;
  }

  function say(line: ScriptLine, withWords: boolean): void {
    const before = now;
    now = Math.max(0, now + gapMs(line, random));
    const at = { startMs: before, endMs: now, leg: legs.length - 1 };
    if (line.before === 'hold' || line.before === 'pause') events.push({ kind: line.before, ...at });
    if (line.before === 'mute')
      events.push({ kind: 'mute', startMs: now, endMs: now + 6000, leg: legs.length - 1, participant: 'customer' });
    const last = turns.at(-1);
    if (line.before === 'interrupt' && last) last.text = cutOff(last.text);
    const text = line.speaker === 'customer' ? withFillers(line.text, random) : line.text;
    const words = text.split(' ');
    const pace = line.speaker === 'agent' ? contact.agent.pace : 1;
    const startMs = Math.round(now);
    const timed = timeWords(words, startMs, pace, random);
    now = timed.at(-1)?.endMs ?? startMs;
    const turn: Turn = { participant: line.speaker, leg: legs.length - 1, startMs, endMs: now, text };
    if (withWords) turn.words = timed;
    turns.push(turn);
  }

  function finish() {
    const last = turns.at(-1);
    if (last?.participant === 'customer') events.push({ kind: 'leave', startMs: last.endMs ?? now, participant: 'customer' });
    closeLeg();
    for (const event of events) event.startMs = Math.round(event.startMs);
    return { turns, legs: legs.map(roundLeg), events: events.map(roundEvent), endMs: Math.round(now) };
  }

  return { enterLeg, say, finish };
}

function legTimeMs(contact: Contact, kind: Leg['kind'], previous: Leg['kind'] | undefined, random: Random): number {
  if (kind === 'queue')
    return contact.kind === 'abandoned' ? random.between(20_000, 420_000) : random.between(3000, previous === 'agent' ? 90_000 : 200_000);
  if (kind === 'wrap-up') return random.between(15_000, 95_000);
  if (kind === 'agent') return random.between(600, 2400);
  if (kind === 'ivr') return contact.kind === 'abandoned' ? random.between(9000, 26_000) : 800;
  return 1000;
}

/** Pause before a line in ms; negative when it begins before the other has finished. */
function gapMs(line: ScriptLine, random: Random): number {
  switch (line.before) {
    case 'hold':
      return random.between(24_000, 210_000);
    case 'pause':
      return random.between(18_000, 42_000);
    case 'silence':
      return random.between(4000, 9500);
    case 'dead-air':
      return random.between(11_000, 29_000);
    case 'interrupt':
      return -random.between(700, 1800);
    case 'overlap':
      return -random.between(500, 1100);
    default:
      return random.chance(0.06) ? -random.between(150, 700) : random.between(150, 1300);
  }
}

function timeWords(words: readonly string[], startMs: number, pace: number, random: Random) {
  let at = startMs;
  return words.map((text) => {
    const length = ((0.55 + text.length / 9) * 1000 * random.between(0.9, 1.1)) / (wordsPerSecond * pace);
    const start = Math.round(at);
    at += length;
    return { text, startMs: start, endMs: Math.round(at - 20) };
  });
}

/** Who is cut short stops in mid-sentence. */
function cutOff(text: string): string {
  const words = text.split(' ');
  if (words.length < 6) return text;
  return `${words
    .slice(0, -2)
    .join(' ')
    .replace(/[.,!?]$/, '')}...`;
}

const fillers = ['um,', 'uh,', 'you know,', 'I mean,', 'like,', 'well,'];

/** Callers hesitate before a clause, about once in six turns. */
function withFillers(text: string, random: Random): string {
  if (text.length < 40 || !random.chance(0.3)) return text;
  const clauses = text.split(', ');
  const place = clauses.findIndex((_clause, index) => index > 0 && (clauses[index - 1] ?? '').length > 14);
  if (place < 0 && /^(?:hi|hello|hey|yes|yeah|uh|um|good)/i.test(text)) return text;
  if (place < 0) return `${random.pick(['So, um, ', 'Uh, ', 'Yeah, so '])}${lowerFirst(text)}`;
  return clauses.map((clause, index) => (index === place ? `${random.pick(fillers)} ${clause}` : clause)).join(', ');
}

function lowerFirst(text: string): string {
  return /^(?:I\b|[A-Z][A-Z])/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function roundLeg(leg: Leg): Leg {
  const round = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms));
  const times = { startMs: round(leg.startMs), answeredMs: round(leg.answeredMs), endMs: round(leg.endMs) };
  return Object.fromEntries(Object.entries({ ...leg, ...times }).filter(([, value]) => value !== undefined)) as Leg;
}

function roundEvent(event: Event): Event {
  return event.endMs === undefined ? event : { ...event, endMs: Math.round(event.endMs) };
}
