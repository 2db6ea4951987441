import { AppError } from '../../../domain/errors.ts';

/** One named matrix or vector of a weights file, as half-precision bytes. */
export interface HalfTensor {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** The safetensors format: length of the header (8 bytes), the header as JSON, then the values. */
export function readSafetensors(file: Uint8Array): ReadonlyMap<string, HalfTensor> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerEnd = 8 + Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, headerEnd))) as Record<string, TensorHeader>;
  const tensors = new Map<string, HalfTensor>();
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(header)) {
    if (dtype !== 'F16' || !offsets || !shape) continue;
    if (headerEnd + offsets[1] > file.length) throw new AppError('engine-failed', `the weights end before ${name}`);
    tensors.set(name, { shape, bytes: file.subarray(headerEnd + offsets[0], headerEnd + offsets[1]) });
  }
  return tensors;
}

interface TensorHeader {
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly data_offsets?: readonly [number, number];
}

export function toFloats({ bytes }: HalfTensor): Float32Array {
  const floats = new Float32Array(bytes.length / 2);
  for (let index = 0; index < floats.length; index++) {
    floats[index] = halfValues[(bytes[2 * index] ?? 0) | ((bytes[2 * index + 1] ?? 0) << 8)] ?? 0;
  }
  return floats;
}

/** Every half-precision number there is (IEEE 754 binary16: sign, 5 bits exponent, 10 bits fraction). */
const halfValues = Float32Array.from({ length: 65_536 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});
