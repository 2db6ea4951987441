/**
 * The inverse modified discrete cosine transform of `size` coefficients into 2 × `size` samples, by a discrete cosine
 * transform of type IV, which in turn is a complex Fourier transform of half the size between two rotations.
 */
export class InverseMdct {
  readonly #size: number;
  readonly #cosines: Float32Array;
  readonly #sines: Float32Array;
  readonly #real: Float32Array;
  readonly #imaginary: Float32Array;
  readonly #fourier: FourierTransform;
  readonly #transformed: Float32Array;

  constructor(size: number) {
    this.#size = size;
    const half = size / 2;
    this.#cosines = Float32Array.from({ length: half }, (_, index) => Math.cos((-Math.PI * (8 * index + 1)) / (8 * size)));
    this.#sines = Float32Array.from({ length: half }, (_, index) => Math.sin((-Math.PI * (8 * index + 1)) / (8 * size)));
    this.#real = new Float32Array(half);
    this.#imaginary = new Float32Array(half);
    this.#fourier = new FourierTransform(half);
    this.#transformed = new Float32Array(size);
  }

  /** Scaled so that overlapping halves, windowed, add up to the sound (ISO/IEC 14496-3, 4.6.11.3.1). */
  transform(coefficients: Float32Array, into: Float32Array): void {
    const cosine = this.#cosineTransform(coefficients);
    const size = this.#size;
    const half = size / 2;
    const scale = 1 / size;
    for (let at = 0; at < half; at++) {
      into[at] = (cosine[half + at] ?? 0) * scale;
      into[half + at] = -(cosine[size - 1 - at] ?? 0) * scale;
      into[size + at] = -(cosine[half - 1 - at] ?? 0) * scale;
      into[size + half + at] = -(cosine[at] ?? 0) * scale;
    }
  }

  #cosineTransform(input: Float32Array): Float32Array {
    const half = this.#size / 2;
    for (let at = 0; at < half; at++) {
      const even = input[2 * at] ?? 0;
      const odd = input[this.#size - 1 - 2 * at] ?? 0;
      const cosine = this.#cosines[at] ?? 0;
      const sine = this.#sines[at] ?? 0;
      this.#real[at] = even * cosine - odd * sine;
      this.#imaginary[at] = even * sine + odd * cosine;
    }
    this.#fourier.transform(this.#real, this.#imaginary);
    for (let at = 0; at < half; at++) {
      const real = this.#real[at] ?? 0;
      const imaginary = this.#imaginary[at] ?? 0;
      const cosine = this.#cosines[at] ?? 0;
      const sine = this.#sines[at] ?? 0;
      this.#transformed[2 * at] = real * cosine - imaginary * sine;
      this.#transformed[this.#size - 1 - 2 * at] = -(real * sine + imaginary * cosine);
    }
    return this.#transformed;
  }
}

/** Complex Fourier transform in place, of a size that is a power of two. */
class FourierTransform {
  readonly #order: Uint16Array;
  readonly #cosines: Float32Array;
  readonly #sines: Float32Array;

  constructor(size: number) {
    const bits = Math.log2(size);
    this.#order = Uint16Array.from({ length: size }, (_, index) => reversed(index, bits));
    this.#cosines = Float32Array.from({ length: size / 2 }, (_, index) => Math.cos((-2 * Math.PI * index) / size));
    this.#sines = Float32Array.from({ length: size / 2 }, (_, index) => Math.sin((-2 * Math.PI * index) / size));
  }

  transform(real: Float32Array, imaginary: Float32Array): void {
    const size = real.length;
    for (let at = 0; at < size; at++) {
      const other = this.#order[at] ?? 0;
      if (other > at) swap(real, at, other);
      if (other > at) swap(imaginary, at, other);
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let turn = 0; turn < half; turn++) {
        const cosine = this.#cosines[turn * stride] ?? 0;
        const sine = this.#sines[turn * stride] ?? 0;
        for (let low = turn; low < size; low += 2 * half) {
          const high = low + half;
          const turnedReal = (real[high] ?? 0) * cosine - (imaginary[high] ?? 0) * sine;
          const turnedImaginary = (real[high] ?? 0) * sine + (imaginary[high] ?? 0) * cosine;
          real[high] = (real[low] ?? 0) - turnedReal;
          imaginary[high] = (imaginary[low] ?? 0) - turnedImaginary;
          real[low] = (real[low] ?? 0) + turnedReal;
          imaginary[low] = (imaginary[low] ?? 0) + turnedImaginary;
        }
      }
    }
  }
}

function swap(values: Float32Array, one: number, other: number): void {
  const value = values[one] ?? 0;
  values[one] = values[other] ?? 0;
  values[other] = value;
}

function reversed(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result = (result << 1) | ((value >> bit) & 1);
  return result;
}
