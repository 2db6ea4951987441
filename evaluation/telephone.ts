import { writeFileSync } from 'node:fs';
import { openAudio } from '../src/capture/audio/open-audio.ts';
import { Resampler } from '../src/capture/audio/resample.ts';
import { encodeMuLaw } from '../src/capture/audio/wav-samples.ts';

const rate = 8_000;

/** Writes a mono recording as a telephone line would carry it: 300–3,400 Hz, 8 kHz, G.711 mu-law, in a wav file. */
export function writeTelephoneWav(from: string, to: string): void {
  const stream = openAudio(from);
  const resampler = new Resampler(stream.sampleRate, rate);
  const samples: number[] = [];
  for (const [mono] of stream.blocks()) if (mono) samples.push(...resampler.push(mono));
  samples.push(...resampler.flush());
  writeFileSync(to, muLawWav(Uint8Array.from(bandPass(samples), encodeMuLaw)));
}

const halfWidth = 128;

/** Windowed-sinc band-pass (Hamming), linear phase. */
function bandPass(samples: readonly number[]): Float32Array {
  const taps = Array.from({ length: 2 * halfWidth + 1 }, (_, tap) => {
    const n = tap - halfWidth;
    const ideal =
      n === 0
        ? (2 * (3_400 - 300)) / rate
        : (Math.sin((2 * Math.PI * 3_400 * n) / rate) - Math.sin((2 * Math.PI * 300 * n) / rate)) / (Math.PI * n);
    return ideal * (0.54 + 0.46 * Math.cos((Math.PI * n) / halfWidth));
  });
  return Float32Array.from(samples, (_, index) => taps.reduce((sum, tap, n) => sum + tap * (samples[index + n - halfWidth] ?? 0), 0));
}

function muLawWav(data: Uint8Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
