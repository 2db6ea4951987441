/**
 * A linear classifier over hashed words and a few dense features, as it is kept: weights in bytes, one scale per class. Small enough to
 * be a file of the repository, and each word's pull can be read off.
 */
export interface StoredLinearModel {
  readonly classes: readonly string[];
  /** Hashed word features, a power of two. */
  readonly buckets: number;
  readonly dense: number;
  readonly bias: readonly number[];
  /** Divides the logits; found on validation items. */
  readonly temperature: number;
  /** Per class: base64 of `buckets` signed bytes and their scale. */
  readonly words: readonly { readonly scale: number; readonly bytes: string }[];
  /** Per class: base64 of `dense` signed 16-bit numbers and their scale. */
  readonly features: readonly { readonly scale: number; readonly bytes: string }[];
}

export interface LinearModel {
  readonly classes: readonly string[];
  readonly buckets: number;
  readonly bias: Float32Array;
  readonly temperature: number;
  readonly words: readonly Float32Array[];
  readonly features: readonly Float32Array[];
}

/** Features of one text: buckets of its words with their values, and dense features. */
export interface LinearInput {
  readonly buckets: Int32Array;
  readonly values: Float32Array;
  readonly dense: Float32Array;
}

export function openLinearModel(stored: StoredLinearModel): LinearModel {
  return {
    classes: stored.classes,
    buckets: stored.buckets,
    bias: Float32Array.from(stored.bias),
    temperature: stored.temperature,
    words: stored.words.map(({ scale, bytes }) => Float32Array.from(new Int8Array(bytesOf(bytes)), (value) => value * scale)),
    features: stored.features.map(({ scale, bytes }) => Float32Array.from(new Int16Array(bytesOf(bytes)), (value) => value * scale)),
  };
}

export function storeLinearModel(model: LinearModel): StoredLinearModel {
  return {
    classes: model.classes,
    buckets: model.buckets,
    dense: model.features[0]?.length ?? 0,
    bias: [...model.bias].map((value) => Number(value.toFixed(5))),
    temperature: Number(model.temperature.toFixed(4)),
    words: model.words.map((weights) => pack(weights, 127, (values) => Int8Array.from(values))),
    features: model.features.map((weights) => pack(weights, 32_767, (values) => Int16Array.from(values))),
  };
}

/** Calibrated class probabilities. */
export function classify(model: LinearModel, input: LinearInput): Float32Array {
  const logits = model.classes.map((_class, index) => logit(model, input, index) / model.temperature);
  const largest = Math.max(...logits);
  const exponents = logits.map((value) => Math.exp(value - largest));
  const sum = exponents.reduce((total, value) => total + value, 0);
  return Float32Array.from(exponents, (value) => value / sum);
}

function logit(model: LinearModel, { buckets, values, dense }: LinearInput, index: number): number {
  const words = model.words[index] ?? new Float32Array();
  const features = model.features[index] ?? new Float32Array();
  let sum = model.bias[index] ?? 0;
  for (let n = 0; n < buckets.length; n++) sum += (words[buckets[n] ?? 0] ?? 0) * (values[n] ?? 0);
  for (let n = 0; n < dense.length; n++) sum += (features[n] ?? 0) * (dense[n] ?? 0);
  return sum;
}

function pack(weights: Float32Array, limit: number, whole: (values: number[]) => Int8Array | Int16Array) {
  const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const scale = largest / limit;
  const numbers = whole([...weights].map((value) => Math.round(value / scale)));
  return { scale, bytes: Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64') };
}

function bytesOf(base64: string): ArrayBuffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
