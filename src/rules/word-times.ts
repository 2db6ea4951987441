import type { Turn } from '../domain/interaction.ts';
import type { Document } from './document.ts';

export interface TokenTimes {
  /** Ms; NaN when unknown. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** NaN when unknown. */
  readonly confidence: Float32Array;
  /** Turns whose word times were spread evenly over the turn. */
  readonly interpolated: ReadonlySet<number>;
}

/** Times and confidences of a voice document's tokens: from the recognised word a token lies in, else spread evenly over its turn. */
export function wordTimes(document: Document): TokenTimes {
  const { count } = document;
  const interpolated = new Set<number>();
  const times: TokenTimes = {
    start: new Float64Array(count).fill(Number.NaN),
    end: new Float64Array(count).fill(Number.NaN),
    confidence: new Float32Array(count).fill(Number.NaN),
    interpolated,
  };
  for (const [index, turn] of document.conversation.turns.entries()) {
    const first = document.turnFirst[index] ?? 0;
    const last = document.turnLast[index] ?? -1;
    if (document.isText) spread(times, { first, last, startMs: turn.startMs ?? Number.NaN, endMs: turn.startMs ?? Number.NaN });
    else if (!fromWords(times, turn, { first, last, starts: document.starts }) && turn.startMs !== null) {
      spread(times, { first, last, startMs: turn.startMs, endMs: turn.endMs ?? turn.startMs });
      interpolated.add(index);
    }
  }
  return times;
}

function fromWords(times: TokenTimes, turn: Turn, range: { first: number; last: number; starts: Readonly<Int32Array> }): boolean {
  const { words, text } = turn;
  if (words === undefined || words.length === 0) return false;
  let token = range.first;
  let from = 0;
  for (const word of words) {
    const at = text.indexOf(word.text, from);
    if (at < 0) return false;
    const end = at + word.text.length;
    for (; token <= range.last && (range.starts[token] ?? 0) < end; token++) {
      times.start[token] = word.startMs;
      times.end[token] = word.endMs;
      times.confidence[token] = word.confidence ?? Number.NaN;
    }
    from = end;
  }
  const last = words.at(-1);
  for (; token <= range.last; token++) {
    times.start[token] = last?.startMs ?? Number.NaN;
    times.end[token] = last?.endMs ?? Number.NaN;
  }
  return true;
}

function spread(times: TokenTimes, range: { first: number; last: number; startMs: number; endMs: number }): void {
  const share = (range.endMs - range.startMs) / Math.max(1, range.last - range.first + 1);
  for (let token = range.first; token <= range.last; token++) {
    times.start[token] = Math.round(range.startMs + share * (token - range.first));
    times.end[token] = Math.round(range.startMs + share * (token - range.first + 1));
  }
}
