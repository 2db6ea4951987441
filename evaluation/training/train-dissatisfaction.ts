import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fitLinearModel } from '../../src/language/linear/fit-linear-model.ts';
import { dissatisfactionFeatures, dissatisfactionInput } from '../../src/language/signals/read-dissatisfaction.ts';
import { foldOf } from '../corpora.ts';
import { auroc } from '../scores.ts';
import { starConversations } from './star-conversations.ts';

/**
 * Trains the estimate of dissatisfaction on STAR's questionnaires (MIT) and writes it with its cross-validated score.
 *
 * @example node evaluation/training/train-dissatisfaction.ts
 */
const { values } = parseArgs({ options: { corpora: { type: 'string', default: '../shared/corpora' } } });
const folds = 5;
const seed = 1;
const items = (await starConversations(values.corpora, { encoder: null, calmOneIn: 1 })).flatMap(({ id, annoyed, understanding }) => {
  const resolved = understanding.signals?.find(({ name }) => name === 'resolved');
  if (!resolved) return [];
  const input = dissatisfactionInput(understanding, resolved);
  return [{ fold: foldOf(id, folds), annoyed, row: dissatisfactionFeatures.map((feature) => input[feature]) }];
});
const means = dissatisfactionFeatures.map((_, at) => items.reduce((sum, { row }) => sum + (row[at] ?? 0), 0) / items.length);

const judged = Array.from({ length: folds }, (_, fold) => {
  const model = fit(items.filter((item) => item.fold !== fold));
  return items.filter((item) => item.fold === fold).map(({ row, annoyed }) => ({ score: logit(model, row), isPositive: annoyed }));
}).flat();
const model = fit(items);
const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
const written = {
  version: 'dissatisfaction-2',
  trainedOn: `STAR (MIT): ${items.length} conversations, ${items.filter(({ annoyed }) => annoyed).length} with an annoyed customer by the agent's questionnaire`,
  script: 'evaluation/training/train-dissatisfaction.ts',
  seed,
  scores: { auroc_5_folds: rounded(auroc(judged)) },
  bias: rounded(model.bias),
  features: Object.fromEntries(
    dissatisfactionFeatures.map((feature, at) => [feature, { weight: rounded(model.weights[at] ?? 0), mean: rounded(means[at] ?? 0) }]),
  ),
};
writeFileSync(new URL('../../src/language/signals/dissatisfaction.json', import.meta.url), `${JSON.stringify(written, null, 2)}\n`);
console.log(JSON.stringify(written, null, 2));

/** Against the features' means, so that the bias is the usual contact's log-odds. */
function fit(train: typeof items): { bias: number; weights: readonly number[] } {
  const none = { buckets: new Int32Array(), values: new Float32Array() };
  const examples = train.map(({ row, annoyed }) => ({
    input: { ...none, dense: Float32Array.from(row, (value, at) => value - (means[at] ?? 0)) },
    target: annoyed ? [0, 1] : [1, 0],
    weight: 1,
  }));
  const options = {
    classes: ['calm', 'annoyed'],
    buckets: 0,
    dense: dissatisfactionFeatures.length,
    epochs: 40,
    rate: 0.1,
    decay: 1e-3,
    seed,
  };
  const { bias, features } = fitLinearModel(examples, options);
  const [calm, annoyed] = features;
  return {
    bias: (bias[1] ?? 0) - (bias[0] ?? 0),
    weights: dissatisfactionFeatures.map((_, at) => (annoyed?.[at] ?? 0) - (calm?.[at] ?? 0)),
  };
}

function logit({ bias, weights }: ReturnType<typeof fit>, row: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * ((row[at] ?? 0) - (means[at] ?? 0)), bias);
}
