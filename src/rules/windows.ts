import type { Ground } from './ground.ts';
import type { SpanPlan, Speaker } from './plan.ts';
import type { Field as SpanField } from './span-kernels.ts';
import type { Window } from './syntax.ts';
import { speaks, wordRange } from './turns.ts';

type Field = Pick<SpanField, 'document' | 'places'>;
type WindowNode = Extract<SpanPlan, { op: 'window' }>;
type SpanTest = (start: number, end: number) => boolean;

/** Bounds in ms, both inclusive; null where the conversation has no clock for them. */
export function windowBounds(
  window: Window,
  clock: { zeroMs: number; recordingMs: number; endMs: number },
): { fromMs: number; toMs: number } | null {
  const zero = 'fromRecording' in window && window.fromRecording ? clock.recordingMs : clock.zeroMs;
  const { endMs } = clock;
  switch (window.kind) {
    case 'between':
      return known(zero + window.fromMs, zero + window.toMs);
    case 'time':
      return window.edge === 'first' ? known(zero, zero + window.ms) : known(endMs - window.ms, endMs);
    case 'share': {
      const length = window.share * (endMs - zero);
      return window.edge === 'first' ? known(zero, zero + length) : known(endMs - length, endMs);
    }
    default:
      return null;
  }
}

function known(fromMs: number, toMs: number): { fromMs: number; toMs: number } | null {
  return Number.isNaN(fromMs) || Number.isNaN(toMs) ? null : { fromMs, toMs };
}

/** Whether the window can be placed at all on this conversation. */
export function hasWindow(window: Window, ground: Pick<Ground, 'hasClock' | 'clock'>): boolean {
  if (window.kind === 'turns' || window.kind === 'words' || (window.kind === 'share' && !ground.hasClock)) return true;
  return windowBounds(window, ground.clock) !== null;
}

/** The test of a window: the span's start must lie in it, with `fully` its end as well. Null when there is no clock. */
export function windowTest(node: WindowNode, field: Field): SpanTest | null {
  const { window, fully, speaker } = node;
  const { document } = field;
  if (window.kind === 'turns') return ordinalTest(window, fully, turnOrdinals(field, speaker));
  if (window.kind === 'words') return ordinalTest(window, fully, wordOrdinals(field, speaker));
  const bounds = windowBounds(window, document);
  if (bounds === null) {
    if (window.kind !== 'share' || document.hasClock) return null;
    const ordinals = wordOrdinals(field, null);
    return ordinalTest({ edge: window.edge, count: window.share * ordinals.total }, fully, ordinals);
  }
  const { fromMs, toMs } = bounds;
  return (start, end) => {
    const ms = document.startMs(start);
    return ms >= fromMs && ms <= toMs && (!fully || document.endMsOf(end) <= toMs);
  };
}

/** Spans that start among the first or last words of everybody: the frequent window, without a test made for it. */
export function inWords(child: number, { edge, count }: { edge: 'first' | 'last'; count: number }, { arena, places }: SpanField): void {
  const from = edge === 'first' ? 0 : Math.max(0, places.words - count);
  const to = edge === 'first' ? count : places.words;
  for (let at = arena.from[child] ?? 0, last = arena.to[child] ?? 0; at < last; at++) {
    const start = arena.start[at] ?? 0;
    const place = places.ordinalOf(start);
    if (place >= from && place < to) arena.push(start, arena.end[at] ?? 0, at, -1);
  }
}

export interface Ordinals {
  /** 0-based place of a token among what the window counts; -1 when it is not counted. */
  readonly of: (token: number) => number;
  readonly total: number;
}

function ordinalTest(window: { edge: 'first' | 'last'; count: number }, fully: boolean, ordinals: Ordinals): SpanTest {
  const from = window.edge === 'first' ? 0 : ordinals.total - window.count;
  const to = window.edge === 'first' ? window.count : ordinals.total;
  return (start, end) => {
    const place = ordinals.of(start);
    return place >= from && place >= 0 && place < to && (!fully || ordinals.of(end) < to);
  };
}

/** Turns with words, of the speaker where there is one. */
function turnOrdinals(field: Field, speaker: Speaker): Ordinals {
  const { document } = field;
  const places = new Map<number, number>();
  const firsts = [...document.conversation.turns.keys()]
    .flatMap((turn) => {
      const words = wordRange(document, turn);
      return words === null || (speaker !== null && !speaks(document, words.first, speaker)) ? [] : [{ turn, first: words.first }];
    })
    .sort((a, b) => a.first - b.first);
  for (const { turn } of firsts) places.set(turn, places.size);
  return { of: (token) => places.get(document.turnOf[token] ?? -1) ?? -1, total: places.size };
}

/** Counted words, of the speaker where there is one. */
function wordOrdinals(field: Field, speaker: Speaker): Ordinals {
  const { places } = field;
  if (speaker === null) return { of: (token) => places.ordinalOf(token), total: places.words };
  const key = `${speaker.role}[${speaker.nth}]`;
  const known = places.ofSpeaker.get(key);
  if (known !== undefined) return known;
  const counted = countWords(field, speaker);
  places.ofSpeaker.set(key, counted);
  return counted;
}

function countWords(field: Field, speaker: NonNullable<Speaker>): Ordinals {
  const { document } = field;
  const { counted } = field.places;
  const places = new Int32Array(document.count).fill(-1);
  let total = 0;
  for (let token = 0; token < document.count; token++) {
    if ((document.turnOf[token] ?? -1) < 0 || !speaks(document, token, speaker)) continue;
    places[token] = total;
    if (counted[token] === 1) total++;
  }
  return { of: (token) => places[token] ?? -1, total };
}
