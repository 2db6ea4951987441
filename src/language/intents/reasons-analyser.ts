import type { ContactReasons } from '../../domain/contact-reasons.ts';
import type { ContactReason, ProblemStatement } from '../../domain/understanding.ts';
import type { Analyser, Document } from '../analyser.ts';
import type { SentenceEncoder } from '../encoder/sentence-encoder.ts';
import { bucketOf } from '../linear/hash-words.ts';
import { explainWords } from './explain-words.ts';
import { fitIntentModel, type IntentExample } from './fit-intent-model.ts';
import { foreignStatements } from './foreign-statements.ts';
import { dot, guessIntent, type IntentModel } from './intent-model.ts';

/** Raise it when reasons come out otherwise for the same examples. */
const methodVersion = 'reasons-2';

interface ReasonsOptions {
  readonly reasons: ContactReasons;
  readonly encoder: SentenceEncoder | null;
}

/**
 * Contact reasons of the workspace's own list, learnt from its examples when the first contact comes. With the same examples and
 * encoder every thread and every run learns the same.
 */
export function createReasonsAnalyser({ reasons, encoder }: ReasonsOptions): Analyser {
  let learning: Promise<Learnt> | null = null;
  return {
    name: 'reasons',
    version: `${methodVersion}+${encoder?.version ?? 'words'}+${bucketOf(JSON.stringify(reasons), 1 << 30).toString(36)}`,
    languages: ['en'],
    needs: ['statements'],
    adds: ['reasons'],
    async analyse({ understanding, turns }) {
      if (reasons.length < 2) return {};
      learning ??= learn(reasons, encoder);
      const { model, examples } = await learning;
      const statements = understanding.statements ?? [];
      const vectors = await vectorsOf(
        statements.map(({ text }) => text),
        encoder,
      );
      const found = statements.flatMap((statement, index) => {
        const input = { text: statement.text, vector: vectors[index] ?? new Float32Array(0) };
        const guess = guessIntent(model, input);
        if (!guess.answered) return [];
        const best = { name: model.classes[guess.best] ?? '', probability: round(guess.probabilities[guess.best] ?? 0), statement: index };
        return [
          { ...best, because: evidence(model, guess.best, { statement, turns }), ...nearestOf(examples, { ...input, name: best.name }) },
        ];
      });
      return { parts: { reasons: onceEach(found) } };
    },
  };
}

interface Learnt {
  readonly model: IntentModel;
  readonly examples: readonly IntentExample[];
}

async function learn(reasons: ContactReasons, encoder: SentenceEncoder | null): Promise<Learnt> {
  const texts = reasons.flatMap(({ name, examples }) => examples.map((text) => ({ text, label: name })));
  const vectors = await vectorsOf(
    texts.map(({ text }) => text),
    encoder,
  );
  const examples = texts.map((example, index) => ({ ...example, vector: vectors[index] ?? new Float32Array(0) }));
  const strange = await vectorsOf(foreignStatements, encoder);
  const foreign = foreignStatements.map((text, index) => ({ text, vector: strange[index] ?? new Float32Array(0) }));
  return { model: fitIntentModel(examples, { abstain: true, foreign }), examples };
}

async function vectorsOf(texts: readonly string[], encoder: SentenceEncoder | null): Promise<readonly Float32Array[]> {
  return encoder ? encoder.encode(texts) : [];
}

function evidence(
  model: IntentModel,
  best: number,
  { statement, turns }: { readonly statement: ProblemStatement; readonly turns: Document['turns'] },
) {
  const { turn, start, end } = statement;
  const text = turns.find(({ index }) => index === turn)?.text.slice(start, end) ?? '';
  return explainWords(model, best, { text, turn, start });
}

function nearestOf(
  examples: readonly IntentExample[],
  { vector, name }: { readonly vector: Float32Array; readonly name: string },
): { readonly example?: string } {
  if (vector.length === 0) return {};
  const [nearest] = examples.filter(({ label }) => label === name).toSorted((a, b) => dot(b.vector, vector) - dot(a.vector, vector));
  return nearest ? { example: nearest.text } : {};
}

/** The surest first; several statements may be about the same. */
function onceEach(found: readonly ContactReason[]): ContactReason[] {
  const sorted = found.toSorted((a, b) => b.probability - a.probability);
  return sorted.filter(({ name }, index) => sorted.findIndex((other) => other.name === name) === index);
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
