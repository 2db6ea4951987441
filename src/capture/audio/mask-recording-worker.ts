import { closeSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Mask } from '../../domain/interaction.ts';
import { maskRecording, wavHeader, wavHeaderBytes } from './mask-recording.ts';
import { openAudio } from './open-audio.ts';

export interface MaskRequest {
  readonly from: string;
  readonly to: string;
  readonly masks: readonly Mask[];
}

/** Decoding blocks its thread, so it has one of its own. Answers with the size of the file. */
const { from, to, masks } = workerData as MaskRequest;
const stream = openAudio(from);
const file = openSync(to, 'wx', 0o600);
try {
  let dataBytes = 0;
  const write = (bytes: Buffer, position: number) => writeSync(file, bytes, 0, bytes.length, position);
  for (const bytes of maskRecording(stream, masks)) {
    write(bytes, wavHeaderBytes + dataBytes);
    dataBytes += bytes.length;
  }
  const header = wavHeader({ channels: stream.channels, sampleRate: stream.sampleRate, dataBytes });
  write(header, 0);
  parentPort?.postMessage(wavHeaderBytes + dataBytes);
} finally {
  closeSync(file);
}
