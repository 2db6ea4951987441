import { parentPort, workerData } from 'node:worker_threads';
import type { RecordingDescription } from './describe-recording.ts';
import { createPeakMeter, peaksPerSecond } from './measure-peaks.ts';
import { openAudio } from './open-audio.ts';

/** Decoding blocks its thread, so it has one of its own. Block by block: an hour costs no more memory than a minute. */
const stream = openAudio(workerData as string);
const meters = Array.from({ length: stream.channels }, () => createPeakMeter(stream.sampleRate));
let frames = 0;
for (const block of stream.blocks()) {
  frames += block[0]?.length ?? 0;
  for (const [channel, meter] of meters.entries()) meter.add(block[channel] ?? new Float32Array(0));
}
for (const meter of meters) meter.finish();
parentPort?.postMessage({
  durationMs: Math.round((frames / stream.sampleRate) * 1000),
  channels: stream.channels,
  sampleRate: stream.sampleRate,
  peaks: { perSecond: peaksPerSecond, channels: meters.map((meter) => meter.peaks) },
} satisfies RecordingDescription);
