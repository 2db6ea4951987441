/** How samples lie in a wav file, and how each kind becomes −1…1. */
export type WavEncoding = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32' | 'float64' | 'mu-law' | 'a-law';

export const bytesPerSample: Readonly<Record<WavEncoding, number>> = {
  pcm8: 1,
  pcm16: 2,
  pcm24: 3,
  pcm32: 4,
  float32: 4,
  float64: 8,
  'mu-law': 1,
  'a-law': 1,
};

/** Decodes whole samples of `bytes`; a partial last sample is left out. */
export function decodeSamples(bytes: Uint8Array, encoding: WavEncoding): Float32Array {
  const count = Math.floor(bytes.length / bytesPerSample[encoding]);
  const samples = new Float32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = sampleReaders[encoding];
  for (let index = 0; index < count; index++) samples[index] = read(view, index);
  return samples;
}

const sampleReaders: Readonly<Record<WavEncoding, (view: DataView, index: number) => number>> = {
  pcm8: (view, index) => (view.getUint8(index) - 128) / 128,
  pcm16: (view, index) => view.getInt16(index * 2, true) / 32_768,
  pcm24: (view, index) => (view.getUint16(index * 3, true) + view.getInt8(index * 3 + 2) * 65_536) / 8_388_608,
  pcm32: (view, index) => view.getInt32(index * 4, true) / 2_147_483_648,
  float32: (view, index) => finite(view.getFloat32(index * 4, true)),
  float64: (view, index) => finite(view.getFloat64(index * 8, true)),
  'mu-law': (view, index) => muLawTable[view.getUint8(index)] ?? 0,
  'a-law': (view, index) => aLawTable[view.getUint8(index)] ?? 0,
};

/** Damaged float files hold NaN and infinities; one of them would silence a whole segment of speech. */
function finite(sample: number): number {
  return Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
}

/** ITU-T G.711 mu-law: 14-bit value, scaled to −1…1. */
const muLawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return (inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84) / 32_768;
});

/** ITU-T G.711 A-law: 13-bit value, scaled to −1…1. */
const aLawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const toggled = code ^ 0x55;
  const exponent = (toggled & 0x70) >> 4;
  const mantissa = (toggled & 0x0f) << 4;
  const magnitude = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return (toggled & 0x80 ? magnitude : -magnitude) / 32_768;
});

/** ITU-T G.711 mu-law encoder, used to measure recognition on telephone sound. `sample` is −1…1. */
export function encodeMuLaw(sample: number): number {
  const clipped = Math.max(-32_635, Math.min(32_635, Math.round(sample * 32_768)));
  const magnitude = Math.abs(clipped) + 0x84;
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((clipped < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}
