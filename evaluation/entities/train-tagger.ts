import { certain } from '../../src/language/entities/recognise-entities.ts';
import { taggedWords } from '../../src/language/entities/tagged-word.ts';
import { emptyModel, type TrainableModel, tagCount, tagLabels, tagMarginals } from '../../src/language/entities/tagger.ts';
import { wordFeatures } from '../../src/language/entities/word-features.ts';
import { recogniseText } from '../../src/language/redaction/recognise-text.ts';
import { mulberry32 } from '../bootstrap.ts';
import type { TrainingExample } from './training-example.ts';

export interface TrainingOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Pull towards zero per update of a weight. */
  readonly decay: number;
}

/** Chosen by template-grouped folds of the development data; see src/language/entities/README.md. */
export const defaultTraining: TrainingOptions = { seed: 1, epochs: 6, learningRate: 0.15, decay: 1e-6 };

interface PreparedExample {
  readonly features: readonly Int32Array[];
  readonly tags: Uint8Array;
}

/** Maximum likelihood by AdaGrad over shuffled texts. The same examples and seed give the same weights. */
export function trainTagger(examples: readonly TrainingExample[], options: TrainingOptions = defaultTraining): TrainableModel {
  const prepared = examples.map(prepare);
  const model = emptyModel();
  const state = {
    weights: new Float32Array(model.weights.length).fill(1e-6),
    transitions: new Float32Array(model.transitions.length).fill(1e-6),
  };
  const random = mulberry32(options.seed);
  const order = prepared.map((_example, index) => index);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const example = prepared[index];
      if (example !== undefined && example.features.length > 0) update(model, state, { example, options });
    }
  }
  return model;
}

function prepare({ text, spans }: TrainingExample): PreparedExample {
  const found = recogniseText(text, { country: 'US', asked: () => null, cardMentioned: () => false }).entities;
  const words = taggedWords(
    text,
    found.filter((entity) => entity.confidence >= certain),
  );
  const tags = Uint8Array.from(words, (word) => {
    if (word.found) return 0;
    const span = spans.find(({ start, end }) => start < word.end && word.start < end);
    return span === undefined ? 0 : tagLabels.indexOf(span.label);
  });
  return { features: wordFeatures(words), tags };
}

interface Squares {
  readonly weights: Float32Array;
  readonly transitions: Float32Array;
}

/** Gradient of the log likelihood: what the tags are minus what the model expects. */
function update(
  model: TrainableModel,
  squares: Squares,
  { example, options }: { example: PreparedExample; options: TrainingOptions },
): void {
  const { features, tags } = example;
  const marginals = tagMarginals(model, features);
  features.forEach((rows, word) => {
    const gold = tags[word] ?? 0;
    for (let tag = 0; tag < tagCount; tag++) {
      const gradient = (tag === gold ? 1 : 0) - (marginals[word * tagCount + tag] ?? 0);
      if (Math.abs(gradient) < 1e-3) continue;
      for (const row of rows) step({ values: model.weights, squares: squares.weights }, row * tagCount + tag, gradient, options);
    }
    if (word === 0) return;
    const before = tags[word - 1] ?? 0;
    for (let from = 0; from < tagCount; from++) {
      for (let to = 0; to < tagCount; to++) {
        const expected = (marginals[(word - 1) * tagCount + from] ?? 0) * (marginals[word * tagCount + to] ?? 0);
        const gradient = (from === before && to === gold ? 1 : 0) - expected;
        if (Math.abs(gradient) > 1e-3)
          step({ values: model.transitions, squares: squares.transitions }, from * tagCount + to, gradient, options);
      }
    }
  });
}

interface Table {
  readonly values: Float32Array;
  readonly squares: Float32Array;
}

function step({ values, squares }: Table, index: number, gradient: number, { learningRate, decay }: TrainingOptions): void {
  const value = values[index] ?? 0;
  const pulled = gradient - decay * value;
  const square = (squares[index] ?? 0) + pulled * pulled;
  squares[index] = square;
  values[index] = value + (learningRate * pulled) / Math.sqrt(square);
}

function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
}
