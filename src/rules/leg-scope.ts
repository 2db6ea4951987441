import type { Conversation } from './conversation.ts';

/** The conversation as one leg saw it: its turns and events only, window zero at its own answer. Turn indexes stay those of the whole. */
export function conversationOfLeg(conversation: Conversation, leg: number): Conversation {
  const own = conversation.legs[leg];
  return {
    ...conversation,
    turns: conversation.turns.map((turn) => (turn.leg === leg ? turn : { ...turn, text: '', words: [], startMs: null, endMs: null })),
    events: conversation.events.filter((event) => event.leg === leg),
    legs: own === undefined ? [] : [own],
    durationMs: own?.endMs ?? conversation.durationMs,
  };
}
