import { identifyLanguage, loadLanguageIdentifier } from '../../src/language/language-id.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { languageSample } from '../language/sample.ts';
import type { EvaluationRow } from '../row.ts';

/** Short sentences, one by one as a chat message comes, and the sentences of a language together as a conversation is. */
export async function run(): Promise<EvaluationRow[]> {
  await loadLanguageIdentifier();
  const entries = Object.entries(languageSample);
  const sentences = entries.flatMap(([code, texts]) => texts.map((text) => isRight(code, [text])));
  const started = performance.now();
  const conversations = entries.map(([code, texts]) => isRight(code, texts));
  const seconds = (performance.now() - started) / 1000;
  // A coin with as many sides as there are languages.
  const baseline = 1 / entries.length;
  return [
    row('accuracy', sentences, { baseline, floor: 0.95, aim: 0.99 }),
    row('accuracy_conversation', conversations, { baseline }),
    {
      suite: 'language',
      dataset: 'written_sample',
      measure: 'speed',
      value: entries.length / seconds,
      unit: 'per_second',
      better: 'higher',
      n: entries.length,
    },
  ];
}

function isRight(code: string, texts: readonly string[]): number {
  return identifyLanguage(texts)?.code === code ? 1 : 0;
}

function row(measure: string, right: readonly number[], bounds: Pick<EvaluationRow, 'baseline' | 'floor' | 'aim'>): EvaluationRow {
  const share = (values: readonly number[]) => values.reduce<number>((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const interval = bootstrapInterval(right, share);
  return {
    suite: 'language',
    dataset: 'written_sample',
    measure,
    value: share(right),
    unit: 'ratio',
    better: 'higher',
    n: right.length,
    interval,
    ...bounds,
  };
}
