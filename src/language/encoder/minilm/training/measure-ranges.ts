import { writeFileSync } from 'node:fs';
import onnxProto from 'onnx-proto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { WordPieces } from '../../word-pieces.ts';
import { readMiniLmWeights } from '../minilm-encoder.ts';
import { buildMiniLmGraph } from '../minilm-graph.ts';
import { readMiniLmVocabulary } from '../minilm-vocabulary.ts';
import { readTrainingSentences } from './read-training-sentences.ts';

const { onnx } = onnxProto;
const sentenceCount = 1_000;

/**
 * Measures how large each activation channel of the sentence encoder gets, on sentences of customers, and writes the ranges
 * that its 8-bit graph is built with.
 *
 * @example node src/language/encoder/minilm/training/measure-ranges.ts ../shared/corpora
 */
const corpora = process.argv[2] ?? '../shared/corpora';
const { sentences, sources } = readTrainingSentences(corpora, { count: sentenceCount, seed: 7 });
const reference = onnx.ModelProto.decode(buildMiniLmGraph(readMiniLmWeights(), null));
const inputs = [...new Set(reference.graph?.node?.filter(({ opType }) => opType === 'MatMul').map(({ input }) => input?.[0] ?? ''))];
reference.graph?.output?.push(...inputs.map((name) => ({ name, type: { tensorType: { elemType: onnx.TensorProto.DataType.FLOAT } } })));
const session = await InferenceSession.create(onnx.ModelProto.encode(reference).finish(), { intraOpNumThreads: 1 });
const pieces = new WordPieces(readMiniLmVocabulary());
const ranges = new Map<string, Float32Array>();

for (const sentence of sentences) {
  const ids = [101, ...pieces.idsOf(sentence, 126), 102];
  const row = (values: number[]) => new Tensor('int32', Int32Array.from(values), [1, values.length]);
  const positions = new Tensor('int32', Int32Array.from(ids.keys()), [ids.length]);
  const found = await session.run({ ids: row(ids), positions, mask: row(ids.map(() => 1)) }, inputs);
  for (const name of inputs) widen(name, found[name]?.data as Float32Array, ids.length);
}

const values = inputs.flatMap((name) => [...(ranges.get(name) ?? [])]);
writeFileSync(new URL('../activation-ranges.f32', import.meta.url), new Uint8Array(Float32Array.from(values).buffer));
const record = { script: 'training/measure-ranges.ts', seed: 7, sentences: sentences.length, sources, channels: values.length };
writeFileSync(new URL('../activation-ranges.json', import.meta.url), `${JSON.stringify(record, null, 2)}\n`);
console.log(record);

function widen(name: string, states: Float32Array, rows: number): void {
  const width = states.length / rows;
  const range = ranges.get(name) ?? new Float32Array(width);
  for (let index = 0; index < states.length; index++) {
    const channel = index % width;
    range[channel] = Math.max(range[channel] ?? 0, Math.abs(states[index] ?? 0));
  }
  ranges.set(name, range);
}
