import { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../../domain/errors.ts';
import type { Media } from '../../domain/interaction.ts';

export type RecordingDescription = Required<Pick<Media, 'durationMs' | 'channels' | 'sampleRate' | 'peaks'>>;

/** What a player needs to draw a recording that is not transcribed: length, channels and peaks, measured on a thread of its own. */
export function describeRecording(path: string): Promise<RecordingDescription> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('describe-recording-worker.ts', import.meta.url), { workerData: path });
    worker.once('message', resolve);
    worker.once('error', (error) => reject(new AppError('unreadable', messageOf(error), { cause: error })));
    worker.once('exit', () => reject(new AppError('engine-failed', 'reading the recording stopped before its end', { retryable: true })));
  });
}
