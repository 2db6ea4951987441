import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SentenceEncoder } from '../../sentence-encoder.ts';
import { WordPieces } from '../../word-pieces.ts';
import { createMiniLmEncoder } from '../minilm-encoder.ts';
import { readMiniLmVocabulary } from '../minilm-vocabulary.ts';
import { fitTable, sumOf, type TableExample } from './fit-table.ts';
import { dot, principalAxes } from './principal-axes.ts';
import { readTrainingSentences } from './read-training-sentences.ts';

/**
 * Distils the sentence encoder into a table of one row per word piece. Every piece goes through the network, is brought to 256
 * dimensions and weighted by how rare it is (Arora et al. 2017); then the rows learn to sum to what the network makes of whole
 * sentences. Writes `static-table.i8` and, beside it, what it was made of and how well it follows the network.
 *
 * @example node src/language/encoder/minilm/training/distil-table.ts ../shared/corpora
 */
const settings = { dimensions: 256, sentences: 40_000, seed: 1, rarity: 3e-3, epochs: 6, rate: 0.12, prior: 0.5, heldOut: 0.04 } as const;
/** Raise it when the table or how it is read changes: stored vectors of another version are not compared. */
const tableVersion = 1;

const corpora = process.argv[2] ?? '../shared/corpora';
const encoder = await createMiniLmEncoder();
const vocabulary = readMiniLmVocabulary();
const pieces = new WordPieces(vocabulary);
const { sentences, sources } = readTrainingSentences(corpora, { count: settings.sentences, seed: settings.seed });
const taught = await encodeOnce(encoder, sentences);
const axes = principalAxes(taught, settings.dimensions);
const examples = sentences.map((sentence, index) => ({ ids: pieces.idsOf(sentence, 256), target: onAxes(taught[index]) }));
const rows = await firstGuess();
const [check, learned] = split(examples);
const before = likeness(check);
fitTable(rows, learned, settings);
const after = likeness(check);
const bytes = pack(rows);
const version = `static-${tableVersion}@${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`;
writeFileSync(new URL('../static-table.i8', import.meta.url), bytes);
const record = {
  version,
  rows: rows.length,
  dimensions: settings.dimensions,
  script: 'training/distil-table.ts',
  settings,
  teacher: encoder.version,
  sources,
  likenessToTeacher: { beforeLearning: before, afterLearning: after, sentences: check.length },
};
writeFileSync(new URL('../static-table.json', import.meta.url), `${JSON.stringify(record, null, 2)}\n`);
console.log(record);
await encoder.close();

/** The network is slow: its vectors are kept in the temporary folder for the next try with other settings. */
async function encodeOnce(teacher: SentenceEncoder, texts: readonly string[]): Promise<Float32Array[]> {
  const key = createHash('sha256').update(texts.join('\n')).update(teacher.version).digest('hex').slice(0, 16);
  const path = join(tmpdir(), `earshot-distil-${key}.f32`);
  const { dimensions: width } = teacher;
  if (!existsSync(path)) {
    const all = new Float32Array(texts.length * width);
    for (let at = 0; at < texts.length; at += 1_000) {
      const vectors = await teacher.encode(texts.slice(at, at + 1_000));
      vectors.forEach((vector, index) => {
        all.set(vector, (at + index) * width);
      });
    }
    writeFileSync(path, new Uint8Array(all.buffer));
  }
  const file = readFileSync(path);
  const all = new Float32Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
  return texts.map((_, index) => all.subarray(index * width, (index + 1) * width));
}

function onAxes(vector: Float32Array | undefined): Float32Array {
  const found = Float32Array.from(axes, (axis) => (vector ? dot(axis, vector) : 0));
  const length = Math.sqrt(dot(found, found)) || 1;
  return found.map((value) => value / length);
}

async function firstGuess(): Promise<Float32Array[]> {
  const names = [...vocabulary].toSorted((a, b) => a[1] - b[1]).map(([piece]) => piece.replace(/^##/, ''));
  const vectors = await encodeOnce(encoder, names);
  const counts = new Float64Array(names.length);
  for (const { ids } of examples) for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return vectors.map((vector, id) => {
    const weight = settings.rarity / (settings.rarity + (counts[id] ?? 0) / total);
    return onAxes(vector).map((value) => value * weight);
  });
}

function split(all: readonly TableExample[]): [TableExample[], TableExample[]] {
  const every = Math.round(1 / settings.heldOut);
  return [all.filter((_, index) => index % every === 0), all.filter((_, index) => index % every !== 0)];
}

/** Mean cosine to the network's vectors over sentences that taught nothing. */
function likeness(items: readonly TableExample[]): number {
  const cosines = items.map(({ ids, target }) => {
    const sum = sumOf(rows, ids, settings.dimensions);
    return dot(sum, target) / (Math.sqrt(dot(sum, sum)) || 1);
  });
  return Number((cosines.reduce((sum, one) => sum + one, 0) / cosines.length).toFixed(4));
}

function pack(table: readonly Float32Array[]): Uint8Array {
  const { dimensions } = settings;
  const packed = new Uint8Array(table.length * (dimensions + 4));
  const levels = new Int8Array(packed.buffer, 0, table.length * dimensions);
  const scales = new Float32Array(packed.buffer, table.length * dimensions);
  table.forEach((row, id) => {
    const scale = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
    scales[id] = scale;
    row.forEach((value, at) => {
      levels[id * dimensions + at] = Math.round(value / scale);
    });
  });
  return packed;
}
