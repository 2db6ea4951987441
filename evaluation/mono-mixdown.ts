import { writeFileSync } from 'node:fs';
import { decodeRecording } from '../src/capture/audio/decode-recording.ts';
import { wavOfSamples } from '../src/transcription/openai-compatible/wav-of-samples.ts';

/** Writes a stereo call as a mono recorder would have kept it: both parties added up in one channel. */
export function writeMonoMixdown(from: string, to: string): void {
  const [first = new Int16Array(0), ...others] = decodeRecording(from).channels;
  const mixed = Float32Array.from(first, (sample, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), sample) / 32_768);
  writeFileSync(to, wavOfSamples(mixed.map((sample) => Math.max(-1, Math.min(1, sample)))));
}
