import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelSize } from '../models/model-manifest.ts';
import { patchedDecoderPath, readModel } from '../models/model-store.ts';
import { endsInLoop, withoutLoop } from './repeat-guard.ts';

/** What the decoder chose for one chunk: as many probabilities and attention rows as tokens. */
export interface DecodedChunk {
  readonly tokens: readonly number[];
  readonly logProbs: readonly number[];
  /** Per token, weight over encoder frames; `frameMs` each. */
  readonly attention: readonly Float32Array[];
  /** True when decoding ran into its token cap or a loop instead of ending by itself. */
  readonly cut: boolean;
}

export const frameMs = 24;
const startToken = 1n;
const endToken = 2;
const samplesPerFrame = 384;
const headCount = 8;

/** Speech runs at 4.6 tokens a second, 7.8 at most (709 measured segments): none was cut by this, and it bounds loops. */
function tokenCap(samples: number): number {
  return Math.ceil((6.5 * samples) / 16_000) + 8;
}

/** Slow digit-by-digit dictation still has about one token a second. */
const slowestTokensPerSecond = 1;

/** One Moonshine network in memory: encoder and mended decoder, greedy decoding of a batch of chunks. */
export class MoonshineModel {
  readonly size: ModelSize;
  readonly #encoder: InferenceSession;
  readonly #decoder: InferenceSession;

  private constructor(size: ModelSize, encoder: InferenceSession, decoder: InferenceSession) {
    this.size = size;
    this.#encoder = encoder;
    this.#decoder = decoder;
  }

  static async load(size: ModelSize, modelsFolder?: string): Promise<MoonshineModel> {
    const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' };
    const encoder = await InferenceSession.create(readModel(`${size}/encoder`), options);
    const decoder = await InferenceSession.create(patchedDecoderPath(size, modelsFolder), options);
    return new MoonshineModel(size, encoder, decoder);
  }

  /**
   * Chunks should be of similar length: shorter ones are padded with silence to the longest. With `insist` a chunk may
   * not end before some words: for speech to which the network answered nothing.
   */
  async decode(chunks: readonly Float32Array[], { insist = false } = {}): Promise<DecodedChunk[]> {
    const rows = chunks.map((samples) => new Row(samples.length, insist));
    let cache = await this.#start(chunks);
    let active = rows;
    while (active.length > 0) {
      const step = await this.#decoder.run(decoderFeeds(cache, active), cache.fetches);
      readStep(step, active);
      cache = nextCache(cache, step);
      const going = active.filter((row) => !row.ended);
      if (going.length <= active.length / 2) {
        cache = selectRows(
          cache,
          going.map((row) => active.indexOf(row)),
        );
        active = going;
      }
    }
    return rows.map((row) => row.result());
  }

  async #start(chunks: readonly Float32Array[]): Promise<Cache> {
    const longest = Math.max(...chunks.map((samples) => samples.length));
    const input = new Float32Array(longest * chunks.length);
    chunks.forEach((samples, index) => {
      input.set(samples, index * longest);
    });
    const encoded = await this.#encoder.run({ input_values: new Tensor('float32', input, [chunks.length, longest]) });
    const states = encoded.last_hidden_state;
    if (!states) throw new Error('the encoder gave no output');
    return firstCache(this.#decoder, states as FloatTensor);
  }

  async release(): Promise<void> {
    await this.#encoder.release();
    await this.#decoder.release();
  }
}

type FloatTensor = Tensor & { readonly data: Float32Array };

interface Cache {
  readonly first: boolean;
  readonly states: FloatTensor;
  readonly past: Readonly<Record<string, FloatTensor>>;
  readonly fetches: readonly string[];
}

const choices = ['next_token', 'next_log_prob', 'next_spoken_token', 'next_spoken_log_prob', 'alignment'];

function firstCache(decoder: InferenceSession, states: FloatTensor): Cache {
  const names = decoder.inputNames.filter((name) => name.startsWith('past_key_values.'));
  const headSize = Number(states.dims[2]) / headCount;
  const empty = new Tensor('float32', new Float32Array(0), [0, headCount, 1, headSize]) as FloatTensor;
  const past = Object.fromEntries(names.map((name) => [name, empty]));
  return { first: true, states, past, fetches: [...choices, ...names.map(presentName)] };
}

function presentName(pastName: string): string {
  return pastName.replace('past_key_values', 'present');
}

function decoderFeeds(cache: Cache, active: readonly Row[]): InferenceSession.FeedsType {
  return {
    ...cache.past,
    input_ids: new Tensor(
      'int64',
      BigInt64Array.from(active, (row) => row.lastToken),
      [active.length, 1],
    ),
    encoder_hidden_states: cache.states,
    use_cache_branch: new Tensor('bool', [!cache.first], [1]),
  };
}

/** The encoder's keys and values stay those of the first step; fetching them again would only copy them. */
function nextCache(cache: Cache, step: InferenceSession.ReturnType): Cache {
  const past = { ...cache.past };
  for (const name of Object.keys(past)) {
    const present = step[presentName(name)];
    if (present) past[name] = present as FloatTensor;
  }
  const fetches = cache.first
    ? [
        ...choices,
        ...Object.keys(past)
          .filter((name) => name.includes('.decoder.'))
          .map(presentName),
      ]
    : cache.fetches;
  return { ...cache, first: false, past, fetches };
}

/** Drops finished rows, so that one long chunk does not make seven finished ones be computed again and again. */
function selectRows(cache: Cache, rows: readonly number[]): Cache {
  const select = (tensor: FloatTensor) => {
    const rowSize = tensor.data.length / Number(tensor.dims[0]);
    const data = new Float32Array(rowSize * rows.length);
    rows.forEach((row, index) => {
      data.set(tensor.data.subarray(row * rowSize, (row + 1) * rowSize), index * rowSize);
    });
    return new Tensor('float32', data, [rows.length, ...tensor.dims.slice(1)]) as FloatTensor;
  };
  const past = Object.fromEntries(Object.entries(cache.past).map(([name, tensor]) => [name, select(tensor)]));
  return { ...cache, states: select(cache.states), past };
}

function readStep(step: InferenceSession.ReturnType, active: readonly Row[]): void {
  const numbers = (name: string) => step[name]?.data as Float32Array;
  const tokens = (name: string) => step[name]?.data as BigInt64Array;
  const alignment = numbers('alignment');
  const frames = alignment.length / active.length;
  active.forEach((row, index) => {
    const kind = row.mustGoOn ? 'next_spoken' : 'next';
    const attention = alignment.subarray(index * frames, (index + 1) * frames);
    row.add(Number(tokens(`${kind}_token`)[index]), numbers(`${kind}_log_prob`)[index] ?? 0, attention);
  });
}

/** One chunk while it is being decoded. */
class Row {
  readonly #cap: number;
  readonly #least: number;
  readonly #frames: number;
  readonly #tokens: number[] = [];
  readonly #logProbs: number[] = [];
  readonly #attention: Float32Array[] = [];
  ended = false;
  #cut = false;

  constructor(samples: number, insist: boolean) {
    this.#least = insist ? Math.ceil((slowestTokensPerSecond * samples) / 16_000) : 0;
    this.#cap = tokenCap(samples);
    this.#frames = Math.max(1, Math.floor(samples / samplesPerFrame));
  }

  get lastToken(): bigint {
    const last = this.#tokens.at(-1);
    return last === undefined ? startToken : BigInt(last);
  }

  get mustGoOn(): boolean {
    return this.#tokens.length < this.#least;
  }

  add(token: number, logProb: number, attention: Float32Array): void {
    if (this.ended) return;
    if (token === endToken) {
      this.ended = true;
      return;
    }
    this.#tokens.push(token);
    this.#logProbs.push(logProb);
    this.#attention.push(attention.slice(0, this.#frames));
    this.#cut = this.#tokens.length >= this.#cap || endsInLoop(this.#tokens);
    this.ended = this.#cut;
  }

  result(): DecodedChunk {
    const length = this.#cut ? withoutLoop(this.#tokens) : this.#tokens.length;
    return {
      tokens: this.#tokens.slice(0, length),
      logProbs: this.#logProbs.slice(0, length),
      attention: this.#attention.slice(0, length),
      cut: this.#cut,
    };
  }
}
