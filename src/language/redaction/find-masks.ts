import type { Mask, Media, Turn, Word } from '../../domain/interaction.ts';
import type { Annotation } from '../../domain/span.ts';
import { placeWords } from './apply-entities.ts';

/** Word times are exact to about a syllable (speech design measurements), so a mask is that much longer at both ends. */
const marginMs = 150;
/**
 * Where nothing else was heard on the channel, a mask reaches further: a recogniser cuts the first sound of a number short,
 * and loses whole digits after its last.
 */
const reachBeforeMs = 400;
const reachAfterMs = 1_500;
/** Between two masked stretches so near each other only a syllable of the same number could stand. */
const mergeGapMs = 400;
/** A neighbour recognised worse than this may be a piece of the number that was misheard. */
const sureConfidence = 0.5;

/** What of each recording must not be heard, in the order of `media`: the words that redaction took out of the original turns. */
export function findMasks(
  turns: readonly Turn[],
  annotations: readonly Annotation[],
  media: readonly Media[],
): readonly (readonly Mask[])[] {
  const byTurn = Map.groupBy(
    annotations.filter(({ kind, original }) => kind === 'entity' && original !== undefined),
    ({ turn }) => turn,
  );
  const masks = turns.flatMap((turn) => {
    const found = byTurn.get(turn.index);
    return found === undefined ? [] : turnMasks(turn, found, silenceAround(turn, turns)).map((mask) => ({ ...mask, turn }));
  });
  return media.map((recording, index) =>
    mergeMasks(
      masks
        .filter(({ turn }) => turn.heard === undefined || turn.heard.media === index)
        .map(({ turn, startMs, endMs }) => onRecording({ startMs, endMs, channel: channelOf(turn, recording) }, recording))
        .filter(({ startMs, endMs }) => endMs > 0 && startMs < (recording.durationMs ?? Number.POSITIVE_INFINITY)),
    ),
  );
}

/** Flattens what is drawn of a recording where it cannot be heard. */
export function flattenPeaks(media: Media, masks: readonly Mask[]): Media {
  const { peaks } = media;
  if (peaks === undefined || masks.length === 0) return media;
  const channels = peaks.channels.map((values, channel) => {
    const own = masks.filter((mask) => mask.channel === undefined || mask.channel === channel);
    const isMasked = (index: number) =>
      own.some(({ startMs, endMs }) => ((index + 1) / peaks.perSecond) * 1000 > startMs && (index / peaks.perSecond) * 1000 < endMs);
    return values.map((value, index) => (isMasked(index) ? 0 : value));
  });
  return { ...media, peaks: { ...peaks, channels } };
}

type Interval = Pick<Mask, 'startMs' | 'endMs'>;

/** From the first to the last word of each find; the whole turn where its words have no times of their own. */
function turnMasks(turn: Turn, found: readonly Annotation[], silence: Interval): readonly Interval[] {
  const { words = [], startMs, endMs } = turn;
  if (startMs === null) return [];
  const whole = reach({ startMs, endMs: endMs ?? startMs }, silence);
  const places = placeWords(words, turn.text);
  if (words.length === 0 || places === null) return [whole];
  return found.map(({ original, start, end }) => {
    const from = original?.start ?? start;
    const to = original?.end ?? end;
    const first = places.findIndex((place) => place.end > from);
    const last = places.findLastIndex((place) => place.start < to);
    const covered = words.slice(first, last + 1);
    if (first === -1 || last < first || covered.some((word) => word.interpolated)) return whole;
    return widen(words, { first, last, silence });
  });
}

/** How far nothing else was heard on the turn's channel. */
function silenceAround(turn: Turn, turns: readonly Turn[]): Interval {
  let startMs = Number.NEGATIVE_INFINITY;
  let endMs = Number.POSITIVE_INFINITY;
  for (const other of turns) {
    if (other === turn || other.startMs === null || !isSameChannel(turn, other)) continue;
    if (other.startMs <= (turn.startMs ?? 0)) startMs = Math.max(startMs, other.endMs ?? other.startMs);
    else endMs = Math.min(endMs, other.startMs);
  }
  return { startMs, endMs };
}

/** Without a word from the source, two turns may lie on one channel. */
function isSameChannel(a: Turn, b: Turn): boolean {
  if (a.heard === undefined || b.heard === undefined) return true;
  return a.heard.media === b.heard.media && a.heard.channel === b.heard.channel;
}

/** At least the margin on both sides, and beyond it as far as it is silent. */
function reach({ startMs, endMs }: Interval, silence: Interval): Interval {
  return {
    startMs: Math.min(startMs - marginMs, Math.max(startMs - reachBeforeMs, silence.startMs)),
    endMs: Math.max(endMs + marginMs, Math.min(endMs + reachAfterMs, silence.endMs)),
  };
}

interface CoveredWords {
  readonly first: number;
  readonly last: number;
  readonly silence: Interval;
}

function widen(words: readonly Word[], { first, last, silence }: CoveredWords): Interval {
  let from = first;
  let to = last;
  while (isUnsure(words[from - 1]) && gapMs(words[from - 1], words[from]) < mergeGapMs) from--;
  while (isUnsure(words[to + 1]) && gapMs(words[to], words[to + 1]) < mergeGapMs) to++;
  const free = { startMs: words[from - 1]?.endMs ?? silence.startMs, endMs: words[to + 1]?.startMs ?? silence.endMs };
  return reach({ startMs: words[from]?.startMs ?? 0, endMs: words[to]?.endMs ?? 0 }, free);
}

function isUnsure(word: Word | undefined): boolean {
  return word !== undefined && (word.confidence ?? 1) < sureConfidence;
}

function gapMs(before: Word | undefined, after: Word | undefined): number {
  return (after?.startMs ?? 0) - (before?.endMs ?? 0);
}

/** Where it was heard, else the one channel of the speaker's role; undefined when several could be. */
function channelOf(turn: Turn, { channelRoles }: Media): number | undefined {
  if (turn.heard !== undefined) return turn.heard.channel;
  const channels = (channelRoles ?? []).flatMap((role, channel) => (role === turn.role ? [channel] : []));
  return channels.length === 1 ? channels[0] : undefined;
}

function onRecording({ startMs, endMs, channel }: Interval & { readonly channel: number | undefined }, { offsetMs = 0 }: Media): Mask {
  return { startMs: Math.max(0, startMs - offsetMs), endMs: endMs - offsetMs, ...(channel !== undefined && { channel }) };
}

function mergeMasks(masks: readonly Mask[]): readonly Mask[] {
  const merged: Mask[] = [];
  for (const mask of masks.toSorted((a, b) => a.startMs - b.startMs)) {
    const index = merged.findLastIndex(({ channel }) => channel === mask.channel);
    const last = merged[index];
    if (last === undefined || mask.startMs - last.endMs >= mergeGapMs) merged.push(mask);
    else merged[index] = { ...last, endMs: Math.max(last.endMs, mask.endMs) };
  }
  return merged;
}
