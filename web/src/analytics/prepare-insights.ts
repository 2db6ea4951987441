import { analyticsStrings } from '../analytics-strings.ts';
import type { Insight } from '../api.ts';
import { capitalise, formatDay, humanise } from '../format.ts';
import { dimensionLabel } from './dimension-value.ts';

const words = analyticsStrings.insights;

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
  readonly moreExamples: number;
}

const mostPhrases = 6;
const mostExamples = 5;

export function prepareInsight(insight: Insight): InsightView {
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
    moreExamples: conversationIds.length - examples.length,
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
