import type { AttributeValue } from '../domain/captured-interaction.ts';
import { AppError } from '../domain/errors.ts';
import type { InteractionEvent, Turn } from '../domain/interaction.ts';
import { channels, directions, eventKinds, isTextChannel, type Role, roles } from '../domain/vocabulary.ts';
import { type Conversation, emptyConversation, type OtherContact } from './conversation.ts';
import { durationMs } from './tree-text.ts';

/** Words are said at this pace where no time is given; text messages come this far apart. Printed in docs/RULES.md. */
export const defaultWordsPerSecond = 2.5;
export const defaultMessageGapMs = 60_000;

/** `given:` of a test in a rule file. */
export interface Given {
  readonly channel?: string;
  readonly direction?: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** `3m`, `8s`. */
  readonly duration?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly timeZone?: string;
  readonly language?: string;
  /** `clock: none` leaves all times out. */
  readonly clock?: 'none';
  /** When the agent answered, `12s` from the start of the recording; `unknown` puts an IVR leg before an agent leg without an answer time. */
  readonly answered?: string;
  readonly measures?: Readonly<Record<string, number>>;
  readonly history?: readonly Partial<OtherContact>[];
  /** Why the words are withheld: `language`. */
  readonly withheld?: string;
}

/**
 * A conversation written down as in rule files: `"[0:04] agent: am I speaking with Dana?"`, `"customer: yes"`, `"agent[2]: hello"`,
 * and events as `"[0:20-0:35] silence"` or `"[0:20-0:35] hold agent"`.
 */
export function readConversation(lines: readonly string[], given: Given = {}): Conversation {
  const channel = member(channels, given.channel ?? 'voice', 'channel');
  const withClock = given.clock !== 'none';
  const turns: Turn[] = [];
  const events: InteractionEvent[] = [];
  let nextMs = 0;
  for (const line of lines) {
    const event = readEvent(line);
    if (event !== null) {
      events.push(event);
      nextMs = Math.max(nextMs, event.endMs);
      continue;
    }
    const turn = readTurn(line, { index: turns.length, nextMs, isText: isTextChannel(channel), withClock });
    turns.push(turn.turn);
    nextMs = turn.nextMs;
  }
  return { ...emptyConversation, ...givenFields(given), channel, turns, events, participants: participantsOf(turns), legs: legsOf(given) };
}

function givenFields(given: Given): Partial<Conversation> {
  return {
    direction: given.direction === undefined ? null : member(directions, given.direction, 'direction'),
    attributes: given.attributes ?? {},
    durationMs: given.duration === undefined ? null : durationMs(given.duration),
    startedAt: given.startedAt ?? null,
    timeZone: given.timeZone ?? 'UTC',
    language: given.language === undefined ? null : { code: given.language, confidence: 1, origin: 'source' },
    measures: { values: given.measures ?? {}, gaps: {} },
    stateReason: given.withheld ?? null,
    ...(given.history === undefined ? {} : { history: given.history.map(otherContact) }),
  };
}

function otherContact(contact: Partial<OtherContact>): OtherContact {
  return { startedAt: '1970-01-01T00:00:00Z', channel: 'voice', direction: null, attempt: false, attributes: {}, met: [], ...contact };
}

function legsOf(given: Given): Conversation['legs'] {
  if (given.answered === undefined) return [];
  const measures = { values: {}, gaps: {} };
  if (given.answered === 'unknown')
    return [
      { kind: 'ivr', startMs: 0, measures },
      { kind: 'agent', measures },
    ];
  return [{ kind: 'agent', answeredMs: durationMs(given.answered), measures }];
}

function participantsOf(turns: readonly Turn[]): Conversation['participants'] {
  const seen = new Map(
    turns.map((turn) => [turn.participant, { id: turn.participant, role: turn.role, roleConfidence: turn.roleConfidence }]),
  );
  return [...seen.values()];
}

const turnLine = /^\s*(?:\[(\d+(?::\d\d){1,2}(?:\.\d+)?)\]\s*)?([a-z-]+)(\[\d+\])?(\?)?\s*:\s?([\s\S]*)$/;

function readTurn(
  line: string,
  at: { index: number; nextMs: number; isText: boolean; withClock: boolean },
): { turn: Turn; nextMs: number } {
  const found = turnLine.exec(line);
  if (found === null)
    throw new AppError('bad-workspace', `a turn is written "[0:04] agent: words" or "agent: words", not "${line.slice(0, 40)}"`);
  const [, clock, role = '', ordinal = '', unsure, text = ''] = found;
  const startMs = clock === undefined ? at.nextMs : clockMs(clock);
  const words = text.split(/\s+/).filter(Boolean).length;
  const lengthMs = at.isText ? 0 : Math.round((words / defaultWordsPerSecond) * 1000);
  const turn: Turn = {
    index: at.index,
    leg: 0,
    participant: `${role}${ordinal}`,
    role: member(roles, role, 'role'),
    // `agent?:` marks a turn whose role is a guess.
    roleConfidence: unsure === undefined ? 1 : 0.3,
    text,
    startMs: at.withClock ? startMs : null,
    endMs: at.withClock ? startMs + lengthMs : null,
  };
  return { turn, nextMs: startMs + (at.isText ? defaultMessageGapMs : lengthMs) };
}

const eventLine = /^\s*\[([\d:.]+)-([\d:.]+)\]\s*([a-z_-]+)(?:\s+([a-z-]+))?\s*$/;

function readEvent(line: string): InteractionEvent | null {
  const found = eventLine.exec(line);
  if (found === null) return null;
  const [, from = '', to = '', name = '', by] = found;
  const kind = member(eventKinds, name.replace('_', '-'), 'event');
  const role: Role | null = by === undefined ? null : member(roles, by, 'role');
  return { kind, startMs: clockMs(from), endMs: clockMs(to), leg: null, role, origin: 'imported' };
}

/** `1:04` or `1:02:04.5` in ms. */
function clockMs(text: string): number {
  return Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

function member<T extends string>(known: readonly T[], name: string, what: string): T {
  const found = known.find((candidate) => candidate === name);
  if (found === undefined) throw new AppError('bad-workspace', `"${name}" is not a ${what}; known: ${known.join(', ')}`);
  return found;
}
