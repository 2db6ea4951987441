import { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../../domain/errors.ts';
import type { MaskRequest } from './mask-recording-worker.ts';

/** Writes a masked copy of a recording as wav, on a thread of its own; gives its size in bytes. */
export function maskFile(request: MaskRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('mask-recording-worker.ts', import.meta.url), { workerData: request });
    worker.once('message', resolve);
    worker.once('error', (error) =>
      reject(new AppError('unreadable', `the recording cannot be masked: ${messageOf(error)}`, { cause: error })),
    );
    worker.once('exit', () => reject(new AppError('engine-failed', 'masking stopped before its end', { retryable: true })));
  });
}
