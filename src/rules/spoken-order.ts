import type { Conversation } from './conversation.ts';
import type { TokenTimes } from './word-times.ts';

/** One place in the order: a token of the text, or an event (the other is -1). */
export interface Spoken {
  readonly token: number;
  readonly event: number;
}

/** True when no turn begins before the one before it is over, and no recognised word lies outside its turn: nothing to reorder. */
export function speaksInTurn({ turns }: Conversation): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs, words } of turns) {
    if (startMs === null || endMs === null || startMs < last || endMs < startMs) return false;
    let at = startMs;
    for (const word of words ?? []) {
      if (word.startMs < at) return false;
      at = word.startMs;
    }
    if (at > endMs) return false;
    last = endMs;
  }
  return true;
}

export function isSorted(values: Readonly<Float64Array>, count: number): boolean {
  for (let at = 1; at < count; at++) if ((values[at] ?? 0) < (values[at - 1] ?? 0)) return false;
  return true;
}

/** Tokens of overlapping turns in the order they were said, events where they end; an event that ends when a word begins comes before it. */
export function spokenOrder(times: TokenTimes, count: number, events: Conversation['events']): Spoken[] {
  const entries: { readonly at: number; readonly token: number; readonly event: number }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < count; token++) {
    const ms = times.start[token] ?? Number.NaN;
    last = Number.isNaN(ms) ? last : ms;
    entries.push({ at: last, token, event: -1 });
  }
  for (const [event, { endMs }] of events.entries()) entries.push({ at: endMs, token: -1, event });
  return entries.sort((a, b) => a.at - b.at || Number(b.event >= 0) - Number(a.event >= 0) || a.token - b.token || a.event - b.event);
}

/** The times of the tokens and events in their new order. */
export function arrangedTimes(times: TokenTimes, order: readonly Spoken[], events: Conversation['events']): TokenTimes {
  const arranged: TokenTimes = {
    start: new Float64Array(order.length),
    end: new Float64Array(order.length),
    confidence: new Float32Array(order.length),
    interpolated: times.interpolated,
  };
  for (const [at, { token, event }] of order.entries()) {
    const happening = events[event];
    arranged.start[at] = happening?.startMs ?? times.start[token] ?? Number.NaN;
    arranged.end[at] = happening?.endMs ?? times.end[token] ?? Number.NaN;
    arranged.confidence[at] = happening === undefined ? (times.confidence[token] ?? Number.NaN) : Number.NaN;
  }
  return arranged;
}
