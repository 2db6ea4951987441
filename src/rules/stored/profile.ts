import { roles } from '../../domain/vocabulary.ts';
import { type Conversation, roleConfidenceFloor } from '../conversation.ts';
import { isWithheld } from '../document.ts';
import { windowZero } from '../window-zero.ts';

/** Profile of a conversation that no other stands for: masked words or a paused recording decide about its windows. */
export const ownProfile = '*';

/** Stands where words were hidden whatever they were: unlike `<card>`, it could have been anything. */
export const maskedWord = '<redacted>';

interface Said {
  /** Whether each turn has words. */
  readonly spoken: readonly boolean[];
  readonly vocabulary: readonly string[];
}

/**
 * Everything that decides a rule whose words do not occur: who spoke, the channel, what the clock knows. One conversation of a
 * profile answers for all of it. Kept with the reading, so that counting needs no conversation.
 */
export function profileOf(conversation: Conversation, said: Said): string {
  const { turns, events, channel, direction } = conversation;
  if (events.some(({ kind }) => kind === 'pause') || said.vocabulary.includes(maskedWord)) return ownProfile;
  const withheld = isWithheld(conversation) ? conversation.stateReason : '';
  const spoke = new Set<string>();
  for (const [index, turn] of turns.entries()) {
    if (said.spoken[index] !== true) continue;
    spoke.add(`${roles.indexOf(turn.role)}${turn.roleConfidence >= roleConfidenceFloor ? '' : '?'}`);
  }
  const clock = [
    turns.some(({ startMs }) => startMs !== null),
    !Number.isNaN(windowZero(conversation)),
    conversation.durationMs !== null || turns.some(({ startMs, endMs }) => startMs !== null || endMs !== null) || events.length > 0,
    events.length > 0,
  ];
  return [channel, direction ?? '', withheld, [...spoke].sort().join(','), clock.map(Number).join('')].join('|');
}
