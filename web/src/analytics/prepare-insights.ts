import type { Insight, QueryBody } from '../api.ts';
import { capitalise, formatDay, humanise } from '../format.ts';
import { insightsStrings } from '../strings/insights.ts';
import { dimensionLabel } from './dimension-value.ts';

const words = insightsStrings;

/** One insight in words. */
export interface InsightView {
  readonly key: string;
  readonly kind: Insight['kind'];
  readonly kindLabel: string;
  readonly isWorse: boolean;
  readonly subject: string;
  readonly effect: string;
  readonly interval: string;
  readonly since: string;
  readonly error: string;
  readonly segments: readonly string[];
  readonly phrases: readonly string[];
  readonly conversations: number;
  readonly driver: string | null;
  readonly examples: readonly string[];
  /** What leads to its conversations: a question about numbers, or words to search for. */
  readonly behind: Behind;
}

export type Behind =
  | { readonly kind: 'query'; readonly query: QueryBody }
  | { readonly kind: 'words'; readonly words: string; readonly from: string }
  | { readonly kind: 'none' };

const mostPhrases = 6;
const mostExamples = 4;

export function prepareInsight(insight: Insight, asOf: string): InsightView {
  const { kind, subject, effect, interval, since, q, segment = {}, phrases = [], conversations, conversationIds, driver, rule } = insight;
  const isDifference = kind === 'sentiment' || kind === 'compliance';
  const examples = conversationIds.slice(0, mostExamples);
  return {
    key: `${kind} ${driver ?? rule ?? subject} ${since} ${JSON.stringify(segment)}`,
    kind,
    kindLabel: words.kinds[kind],
    isWorse: isDifference,
    subject: rule === undefined ? capitalise(subject) : humanise(subject),
    effect: isDifference ? words.points(points(effect)) : words.ratio(ratio(effect)),
    interval: isDifference
      ? words.pointsRange(points(interval[0]), points(interval[1]))
      : words.ratioRange(ratio(interval[0]), ratio(interval[1])),
    since: words.since(formatDay(since.slice(0, 10))),
    error: words.error(q < 0.001 ? '< 0.1 %' : `${(q * 100).toFixed(1)} %`),
    segments: Object.entries(segment).map(([name, value]) => `${dimensionLabel(name)}: ${value}`),
    phrases: phrases.slice(0, mostPhrases),
    conversations,
    driver: driver ?? null,
    examples,
    behind: behindInsight(insight, asOf),
  };
}

function ratio(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function points(difference: number): string {
  const hundredths = (difference * 100).toFixed(1);
  return difference > 0 ? `+${hundredths}` : hundredths.replace('-', '−');
}

/** How many of each kind, in the order in which they first appear. */
export function countKinds(
  views: readonly InsightView[],
): { readonly kind: Insight['kind']; readonly label: string; readonly count: number }[] {
  return [...Map.groupBy(views, ({ kind }) => kind)].map(([kind, own]) => ({ kind, label: words.kinds[kind], count: own.length }));
}

/** A driver's contacts, the misses of a rule, or what says the new phrase; since the change, where it is found. */
function behindInsight({ kind, driver, rule, segment = {}, subject, phrases = [], since }: Insight, asOf: string): Behind {
  if (kind === 'emerging' && driver === undefined) return { kind: 'words', words: `"${phrases[0] ?? subject}"`, from: since.slice(0, 10) };
  const filters = [
    ...(driver === undefined ? [] : [{ dimension: 'driver', in: [driver] }]),
    ...(rule === undefined ? [] : [{ dimension: `rule:${rule}`, in: ['missed'] }]),
    ...Object.entries(segment).map(([dimension, value]) => ({ dimension, in: [value] })),
  ];
  const from = since.slice(0, 10);
  if (filters.length === 0 || from >= asOf) return { kind: 'none' };
  return { kind: 'query', query: { metrics: ['volume'], filters, period: { from, to: asOf } } };
}
