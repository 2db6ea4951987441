import { AppError } from '../domain/errors.ts';
import { contentHash } from '../domain/ids.ts';
import type { IdempotencyKeys } from '../storage/records.ts';

export interface OnceRequest {
  readonly keys: IdempotencyKeys;
  /** The caller's `Idempotency-Key`; without one the work is simply done. */
  readonly key: string | undefined;
  /** The request as understood; the same key with another one is refused. */
  readonly request: unknown;
  readonly status: number;
}

/** The same key and request get the same answer, byte for byte, and the work is done once. */
export async function answerOnce(once: OnceRequest, work: () => Promise<unknown>): Promise<{ status: number; body: string }> {
  const { keys, key, request, status } = once;
  if (key === undefined) return { status, body: JSON.stringify(await work()) };
  const earlier = await keys.begin(key, contentHash(request));
  if (earlier.state === 'done') return { status: earlier.status, body: earlier.body };
  if (earlier.state === 'mismatch') throw new AppError('idempotency-mismatch', 'This idempotency key came before with another request.');
  if (earlier.state === 'in-flight') throw new AppError('conflict', 'The request with this idempotency key is still being worked on.');
  try {
    const body = JSON.stringify(await work());
    await keys.finish(key, status, body);
    return { status, body };
  } catch (error) {
    // A failed attempt must not block the retry that the key is there for.
    await keys.abandon(key);
    throw error;
  }
}
