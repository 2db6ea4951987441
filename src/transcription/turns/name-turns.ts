import type { HeardTurn } from '../../domain/transcript.ts';
import { inaudible } from '../transcriber.ts';
import type { AssignedRole } from './assign-roles.ts';
import type { SpokenTurn } from './interleave-turns.ts';

export interface TurnNaming {
  /** Role by speaker number. */
  readonly roles: readonly AssignedRole[];
  /** The channel of each speaker: itself for one speaker per channel. */
  readonly channelOf: (speaker: number) => number;
}

/** Turns as the record keeps them: with role, channel, text and words. */
export function nameTurns(turns: readonly SpokenTurn[], naming: TurnNaming): HeardTurn[] {
  return turns.map((turn) => {
    const { role, confidence } = naming.roles[turn.speaker] ?? { role: 'unknown', confidence: 0 };
    return {
      participant: role === 'unknown' ? `speaker-${turn.speaker + 1}` : role,
      channel: naming.channelOf(turn.speaker),
      role,
      roleConfidence: confidence,
      text: textOf(turn),
      startMs: Math.round(turn.startMs),
      endMs: Math.round(turn.endMs),
      words: [...turn.words],
    };
  });
}

/** The words of a turn; speech that could not be understood is marked once, however many pauses it has. */
export function textOf(turn: SpokenTurn): string {
  const texts = turn.words.map((word) => word.text);
  return texts.filter((text, index) => text !== inaudible || texts[index - 1] !== inaudible).join(' ');
}

/** Everything each speaker said, by speaker number. */
export function textsBySpeaker(turns: readonly SpokenTurn[], speakers: number): string[] {
  return Array.from({ length: speakers }, (_, speaker) =>
    turns
      .filter((turn) => turn.speaker === speaker)
      .map(textOf)
      .join(' '),
  );
}
