import { isTextChannel } from '../domain/vocabulary.ts';
import type { Conversation } from './conversation.ts';

/**
 * The moment windows count from, in ms from the start of the interaction; NaN when it cannot be known. Voice: the first agent
 * leg's answer. Without an answer time the recording's start stands for it only where nothing can have come before the answer:
 * no legs at all, or an agent leg first. Text: the first message.
 */
export function windowZero(conversation: Conversation): number {
  const { legs, turns } = conversation;
  if (isTextChannel(conversation.channel)) return turns.find((turn) => turn.startMs !== null)?.startMs ?? Number.NaN;
  const index = legs.findIndex((leg) => leg.kind === 'agent');
  const leg = legs[index];
  if (leg?.answeredMs !== undefined) return leg.answeredMs;
  if (turns.every((turn) => turn.startMs === null)) return Number.NaN;
  if (legs.length === 0) return 0;
  return index === 0 ? (leg?.startMs ?? 0) : Number.NaN;
}

/**
 * Where the talk is over though the record goes on: the end of the last leg that is not after-call work, or where that work begins.
 * NaN where none follows, or its place is not known.
 */
export function talkEnd({ legs }: Pick<Conversation, 'legs'>): number {
  const last = legs.findLastIndex((leg) => leg.kind !== 'wrap-up');
  if (last < 0 || last === legs.length - 1) return Number.NaN;
  return legs[last]?.endMs ?? legs[last + 1]?.startMs ?? Number.NaN;
}

export function recordingStart(conversation: Conversation): number {
  return conversation.turns.some((turn) => turn.startMs !== null) ? 0 : Number.NaN;
}
