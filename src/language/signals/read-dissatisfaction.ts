import type { Evidence, Signal, Understanding } from '../../domain/understanding.ts';
import weights from './dissatisfaction.json' with { type: 'json' };
import { conclude } from './read-signal.ts';

/** What the estimate rests on, each a number a person can look up in the record. */
export const dissatisfactionFeatures = [
  'mean sentiment',
  'lowest sentiment',
  'sentiment at the end',
  'negative turns',
  'effort',
  'politeness of the customer',
  'not resolved',
  'turns of the customer',
] as const;
type FeatureName = (typeof dissatisfactionFeatures)[number];

/** Each feature on a scale of about −1…1; a part that is missing says nothing. */
export function dissatisfactionInput(understanding: Understanding, resolved: Signal): Readonly<Record<FeatureName, number>> {
  const turns = understanding.sentiment?.turns ?? [];
  const scores = turns.map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
  const course = understanding.sentiment?.courses.find(({ role }) => role === 'customer');
  const last = scores.slice(-2);
  return {
    'mean sentiment': mean,
    'lowest sentiment': scores.length === 0 ? 0 : Math.min(...scores),
    'sentiment at the end': course?.state === 'measured' ? course.end : last.reduce((sum, score) => sum + score, 0) / (last.length || 1),
    'negative turns': turns.filter(({ label }) => label === 'negative').length / (turns.length || 1),
    effort: Math.min(1, (understanding.effort?.points ?? 0) / 8),
    'politeness of the customer': understanding.politeness?.find(({ role }) => role === 'customer')?.score ?? 0,
    'not resolved': 1 - resolved.probability,
    'turns of the customer': Math.min(1, turns.length / 20),
  };
}

/** One contact in 23 of the training data: an estimate of a third is eight times the usual. */
const verdicts = { no: 0.12, yes: 0.33 };

/** Predicted dissatisfaction: a logistic model of a few features, each with its part in the result and the turn that stands for it. */
export function readDissatisfaction(understanding: Understanding, resolved: Signal): Signal {
  const input = dissatisfactionInput(understanding, resolved);
  const because = dissatisfactionFeatures.map((feature): Evidence => {
    const { weight, mean } = weights.features[feature];
    const part = Math.round(weight * (input[feature] - mean) * 1000) / 1000;
    return {
      ...placeOf(feature, understanding, resolved),
      weight: part,
      why: `${feature} ${input[feature].toFixed(2)}, usually ${mean.toFixed(2)}`,
    };
  });
  return conclude('dissatisfaction', { bias: weights.bias, because, verdicts });
}

function placeOf(
  feature: FeatureName,
  { sentiment, effort, politeness }: Understanding,
  resolved: Signal,
): Pick<Evidence, 'turn' | 'start' | 'end'> {
  const turns = sentiment?.turns ?? [];
  const lowest = turns.reduce<(typeof turns)[number] | undefined>(
    (least, turn) => (least && least.score <= turn.score ? least : turn),
    undefined,
  );
  const ofFeature: Partial<Record<FeatureName, Evidence | undefined>> = {
    'sentiment at the end': turns.at(-1)?.because[0],
    effort: effort?.because[0],
    'politeness of the customer': politeness?.find(({ role }) => role === 'customer')?.because[0],
    'not resolved': resolved.because[0],
  };
  const { turn, start, end } = ofFeature[feature] ?? lowest?.because[0] ?? { turn: lowest?.turn ?? 0, start: 0, end: 0 };
  return { turn, start, end };
}
