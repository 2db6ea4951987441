/**
 * Streaming polyphase resampler between any two rates (windowed sinc, Kaiser β = 8: about 80 dB stop band).
 * Speech recognition wants 16 kHz; telephone sound is 8 kHz, uploads are 22.05 to 48 kHz.
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  /** One short filter per output phase, each `#taps` long. */
  readonly #phases: Float32Array[];
  readonly #taps: number;
  #history: Float32Array;
  /** Position of the next output sample, in units of 1/up input samples, from the start of `#history`. */
  #position: number;

  constructor(fromRate: number, toRate: number) {
    const divisor = greatestCommonDivisor(fromRate, toRate);
    this.#up = toRate / divisor;
    this.#down = fromRate / divisor;
    const stretch = Math.max(1, this.#down / this.#up);
    this.#taps = 2 * Math.ceil(zeroCrossings * stretch);
    this.#phases = Array.from({ length: this.#up }, (_, phase) => designPhase(phase / this.#up, this.#taps, 0.94 / stretch));
    this.#history = new Float32Array(this.#taps / 2 - 1);
    this.#position = 0;
  }

  push(samples: Float32Array): Float32Array {
    const input = new Float32Array(this.#history.length + samples.length);
    input.set(this.#history);
    input.set(samples, this.#history.length);
    const available = Math.max(0, Math.ceil(((input.length - this.#taps + 1) * this.#up - this.#position) / this.#down));
    const output = new Float32Array(available);
    for (let index = 0; index < available; index++) {
      const start = Math.floor(this.#position / this.#up);
      output[index] = dot(this.#phases[this.#position % this.#up] ?? emptyPhase, input, start);
      this.#position += this.#down;
    }
    const used = Math.min(Math.floor(this.#position / this.#up), input.length);
    this.#history = input.slice(used);
    this.#position -= used * this.#up;
    return output;
  }

  /** The last samples, which waited for a future that will not come. */
  flush(): Float32Array {
    return this.push(new Float32Array(this.#taps / 2));
  }
}

/** Half-width of the filter in zero crossings of the sinc. */
const zeroCrossings = 24;
const emptyPhase = new Float32Array(0);

function dot(filter: Float32Array, input: Float32Array, start: number): number {
  let sum = 0;
  for (let tap = 0; tap < filter.length; tap++) sum += (filter[tap] ?? 0) * (input[start + tap] ?? 0);
  return sum;
}

/** Coefficients for an output that lies `fraction` of a sample after the filter's centre; `cutoff` is relative to the input's Nyquist rate. */
function designPhase(fraction: number, taps: number, cutoff: number): Float32Array {
  const half = taps / 2;
  const filter = new Float32Array(taps);
  let sum = 0;
  for (let tap = 0; tap < taps; tap++) {
    const distance = tap - (half - 1) - fraction;
    const value = sinc(distance * cutoff) * kaiser(distance / half);
    filter[tap] = value;
    sum += value;
  }
  return filter.map((value) => value / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselZero(8 * Math.sqrt(1 - x * x)) / besselZero(8);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselZero(x: number): number {
  let term = 1;
  let sum = 1;
  for (let order = 1; order < 40; order++) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
