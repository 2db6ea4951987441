import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../../domain/errors.ts';
import type { SentenceEncoder, TokenEncoder, TokenStates } from '../sentence-encoder.ts';
import { WordPieces } from '../word-pieces.ts';
import { buildMiniLmGraph, hiddenSize } from './minilm-graph.ts';
import { readMiniLmFile, readMiniLmVocabulary } from './minilm-vocabulary.ts';

/** The package lock pins the package; this pins the file. */
const weightsSha256 = '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d';
/** Raise it when the graph changes what comes out. */
const graphVersion = 2;

const startMark = 101;
const endMark = 102;
const padding = 0;
/** The network was trained on at most 128 pieces, marks included; what follows in a longer text is not read. */
const mostPieces = 126;
/** More gains nothing on one core and costs memory (measured 8/16/32). */
const mostTexts = 16;
/** Shorter texts are padded to the longest of their batch: at most this much longer than the shortest. */
const mostPadding = 4;

/** `int8` multiplies matrices in 8 bits; `fp32` is the reference it is measured against. */
export type Precision = 'int8' | 'fp32';

/** all-MiniLM-L6-v2 in this thread: one session, one core. Token states are for heads that label single words. */
export interface MiniLmEncoder extends SentenceEncoder, TokenEncoder {
  close(): Promise<void>;
}

export async function createMiniLmEncoder({ precision = 'int8' }: { readonly precision?: Precision } = {}): Promise<MiniLmEncoder> {
  const pieces = new WordPieces(readMiniLmVocabulary());
  const session = await InferenceSession.create(buildMiniLmGraph(readMiniLmWeights(), precision === 'int8' ? readRanges() : null), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  return {
    version: `minilm-l6-${precision}@${weightsSha256.slice(0, 8)}-g${graphVersion}`,
    dimensions: hiddenSize,
    async encode(texts) {
      const rows = texts.map((text) => pieces.idsOf(text, mostPieces));
      const vectors: Float32Array[] = rows.map(() => new Float32Array(hiddenSize));
      for (const batch of batchByLength(rows)) {
        const { mean } = await session.run(feedsOf(batch.map(({ ids }) => ids)), ['mean']);
        batch.forEach(({ index }, row) => {
          vectors[index] = unit(valuesOf(mean).slice(row * hiddenSize, (row + 1) * hiddenSize));
        });
      }
      return vectors;
    },
    async encodeTokens(texts) {
      const found = texts.map((text) => pieces.piecesOf(text, mostPieces));
      const results: TokenStates[] = found.map((one) => ({ pieces: one, states: new Float32Array(0) }));
      for (const batch of batchByLength(found.map((one) => one.map(({ id }) => id)))) {
        const { states } = await session.run(feedsOf(batch.map(({ ids }) => ids)), ['states']);
        const width = (states?.dims[1] ?? 0) * hiddenSize;
        batch.forEach(({ index, ids }, row) => {
          const start = row * width + hiddenSize;
          results[index] = {
            pieces: found[index] ?? [],
            states: valuesOf(states).slice(start, start + ids.length * hiddenSize),
          };
        });
      }
      return results;
    },
    close: () => session.release(),
  };
}

export function readMiniLmWeights(): Uint8Array {
  const weights = readMiniLmFile('model.fp16.safetensors');
  if (createHash('sha256').update(weights).digest('hex') !== weightsSha256)
    throw new AppError('engine-failed', "the sentence encoder's weights differ from those Earshot was tested with");
  return weights;
}

function readRanges(): Float32Array {
  const { buffer, byteOffset, byteLength } = readFileSync(new URL('activation-ranges.f32', import.meta.url));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

interface Row {
  readonly ids: readonly number[];
  readonly index: number;
}

/** Texts of like length together, so that little is computed for padding; a text without a word needs nothing. */
function batchByLength(rows: readonly (readonly number[])[]): Row[][] {
  const sorted = rows
    .map((ids, index) => ({ ids, index }))
    .filter(({ ids }) => ids.length > 0)
    .sort((a, b) => a.ids.length - b.ids.length);
  const batches: Row[][] = [];
  for (const row of sorted) {
    const batch = batches.at(-1);
    const shortest = batch?.[0]?.ids.length ?? 0;
    if (batch && batch.length < mostTexts && row.ids.length <= shortest + mostPadding) batch.push(row);
    else batches.push([row]);
  }
  return batches;
}

function feedsOf(batch: readonly (readonly number[])[]): Record<string, Tensor> {
  const width = Math.max(...batch.map((ids) => ids.length)) + 2;
  const ids = new Int32Array(batch.length * width).fill(padding);
  const mask = new Int32Array(batch.length * width);
  batch.forEach((row, index) => {
    ids.set([startMark, ...row, endMark], index * width);
    mask.fill(1, index * width, index * width + row.length + 2);
  });
  return {
    ids: new Tensor('int32', ids, [batch.length, width]),
    positions: new Tensor(
      'int32',
      Int32Array.from({ length: width }, (_, place) => place),
      [width],
    ),
    mask: new Tensor('int32', mask, [batch.length, width]),
  };
}

function valuesOf(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new AppError('engine-failed', 'the sentence encoder gave no vectors');
  return tensor.data;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
