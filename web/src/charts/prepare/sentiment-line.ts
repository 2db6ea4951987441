import type { Interaction } from '../../api.ts';
import { formatScore } from '../../format.ts';
import { understandingStrings } from '../../strings/understanding.ts';

export interface SentimentPoint {
  /** Place in the list of turns. */
  readonly place: number;
  /** Per cent of the width and the height; the top is positive. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly tone: 'negative' | 'neutral' | 'positive';
}

export interface SentimentLine {
  readonly points: readonly SentimentPoint[];
  /** Everything the line shows, in words. */
  readonly text: string;
  readonly lowestPlace: number | null;
}

/** More points are not told apart on a line of this size: evenly thinned, the lowest kept. */
const mostPoints = 120;

/** The customer's sentiment over the conversation, turn by turn; null where fewer than two turns are scored. */
export function prepareSentimentLine({ turns, understanding }: Pick<Interaction, 'turns' | 'understanding'>): SentimentLine | null {
  const places = new Map(turns.map((turn, place) => [turn.index, { turn, place }]));
  const scored = (understanding.sentiment?.turns ?? []).flatMap(({ turn, score, label }) => {
    const found = places.get(turn);
    return found?.turn.role === 'customer' ? [{ place: found.place, score, label }] : [];
  });
  if (scored.length < 2) return null;
  const stride = Math.ceil(scored.length / mostPoints);
  const lowest = scored.reduce((least, one) => (one.score < least.score ? one : least));
  const points = scored
    .filter((one, at) => at % stride === 0 || one === lowest)
    .map(({ place, score, label }) => ({
      place,
      x: turns.length < 2 ? 50 : (place / (turns.length - 1)) * 100,
      y: 50 - score * 50,
      label: understandingStrings.point(place + 1, understandingStrings.labels[label], formatScore(score)),
      tone: label,
    }));
  const course = understanding.sentiment?.courses.find(({ role }) => role === 'customer');
  const isMeasured = course?.state === 'measured';
  return {
    points,
    text: isMeasured
      ? understandingStrings.course(formatScore(course.start), formatScore(course.end), formatScore(course.lowest), course.recovered)
      : understandingStrings.insufficient,
    lowestPlace: isMeasured ? (places.get(course.lowestTurn)?.place ?? null) : null,
  };
}
