import { channels, directions, roles } from '../domain/vocabulary.ts';
import type { Conversation } from './conversation.ts';
import { footing, roleBit } from './footing.ts';
import type { Speaking, TurnSpeakers } from './turn-speakers.ts';

/** Window zero and the ends of a conversation, in ms; NaN where they cannot be known. */
export interface DocumentClock {
  readonly hasClock: boolean;
  readonly zeroMs: number;
  readonly recordingMs: number;
  readonly endMs: number;
}

/** Roles with words, as bits: those of turns whose role is sure, and above them those of turns whose role is not. */
export function spokenRoles(runTurns: Readonly<Int32Array>, runs: number, speakers: TurnSpeakers): number {
  let spoken = 0;
  for (let run = 0; run < runs; run++) {
    const turn = runTurns[run] ?? -1;
    const speaker: Speaking | undefined = speakers.speakers[speakers.turnSpeaker[turn] ?? -1];
    if (speaker !== undefined) spoken |= roleBit(speaker.role) << (speakers.turnSure[turn] === 1 ? 0 : roles.length);
  }
  return spoken;
}

/** What the conversation gives for an empty node to be a plain miss: see `footing`. */
export function givenFooting(conversation: Conversation, spoken: number, clock: DocumentClock): number {
  const isPlaced = clock.hasClock && !Number.isNaN(clock.zeroMs + clock.recordingMs + clock.endMs);
  const surely = spoken & (footing.words - 1);
  return surely | footing.words | (isPlaced && !hasPause(conversation) ? footing.clock : 0);
}

/**
 * Everything about a conversation that decides rules whose phrases do not occur, as one number; -1 where that is not worth
 * keeping (paused recordings).
 */
export function profileOf(conversation: Conversation, spoken: number, clock: DocumentClock): number {
  if (hasPause(conversation)) return -1;
  const channel = channels.indexOf(conversation.channel);
  const direction = conversation.direction === null ? 0 : 1 + directions.indexOf(conversation.direction);
  const known =
    (clock.hasClock ? 1 : 0) |
    (Number.isNaN(clock.zeroMs) ? 0 : 2) |
    (Number.isNaN(clock.endMs) ? 0 : 4) |
    (conversation.events.length > 0 ? 8 : 0);
  return ((spoken * channels.length + channel) * (directions.length + 1) + direction) * 16 + known;
}

function hasPause(conversation: Conversation): boolean {
  for (const event of conversation.events) if (event.kind === 'pause') return true;
  return false;
}
