/** Samples per analysis frame: the frames of voice activity, 32 ms at 16 kHz, 31.25 Hz a bin. */
export const spectrumSize = 512;
export const binHertz = 16_000 / spectrumSize;

const window = Float32Array.from({ length: spectrumSize }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / spectrumSize));
const cosines = Float32Array.from({ length: spectrumSize / 2 }, (_, index) => Math.cos((2 * Math.PI * index) / spectrumSize));
const sines = Float32Array.from({ length: spectrumSize / 2 }, (_, index) => Math.sin((2 * Math.PI * index) / spectrumSize));

/** Power per bin of one Hann-windowed frame of −1…1 samples starting at `from`. */
export function powerSpectrum(samples: Int16Array, from: number): Float32Array {
  const real = new Float32Array(spectrumSize);
  const imaginary = new Float32Array(spectrumSize);
  for (let index = 0; index < spectrumSize; index++) real[reversed(index)] = ((samples[from + index] ?? 0) / 32_768) * (window[index] ?? 0);
  for (let size = 2; size <= spectrumSize; size *= 2) butterflies(real, imaginary, size);
  const power = new Float32Array(spectrumSize / 2);
  for (let bin = 0; bin < power.length; bin++) power[bin] = (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
  return power;
}

/** One stage of the radix-2 transform (Cooley and Tukey), in place. */
function butterflies(real: Float32Array, imaginary: Float32Array, size: number): void {
  const half = size / 2;
  const stride = spectrumSize / size;
  for (let start = 0; start < spectrumSize; start += size) {
    for (let offset = 0; offset < half; offset++) {
      const even = start + offset;
      const odd = even + half;
      const cosine = cosines[offset * stride] ?? 0;
      const sine = sines[offset * stride] ?? 0;
      const turnedReal = (real[odd] ?? 0) * cosine + (imaginary[odd] ?? 0) * sine;
      const turnedImaginary = (imaginary[odd] ?? 0) * cosine - (real[odd] ?? 0) * sine;
      real[odd] = (real[even] ?? 0) - turnedReal;
      imaginary[odd] = (imaginary[even] ?? 0) - turnedImaginary;
      real[even] = (real[even] ?? 0) + turnedReal;
      imaginary[even] = (imaginary[even] ?? 0) + turnedImaginary;
    }
  }
}

function reversed(index: number): number {
  let result = 0;
  for (let bit = 1; bit < spectrumSize; bit *= 2) result = result * 2 + (index & bit ? 1 : 0);
  return result;
}
