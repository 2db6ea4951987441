import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from './contract/operations.ts';

export interface StreamOptions {
  /** What the client has seen last; that state is not sent again. */
  readonly lastEventId?: string | undefined;
  readonly pollMs?: number;
  /** Comments keep proxies from closing a quiet connection. */
  readonly heartbeatMs?: number;
  /** Then it ends: the client comes back by itself, and is asked again who it is. */
  readonly longestMs?: number;
}

/** Server-sent events: one whenever progress has changed. The id is the state itself, so a client resumes on any server. */
export async function* streamProgress(read: () => Promise<Progress>, options: StreamOptions = {}): AsyncGenerator<string> {
  const { pollMs = 500, heartbeatMs = 15_000, longestMs = 5 * 60_000 } = options;
  let seen = options.lastEventId ?? '';
  let quietMs = 0;
  yield `retry: ${pollMs * 4}\n\n`;
  for (const endMs = performance.now() + longestMs; performance.now() < endMs; ) {
    const progress = await read();
    const id = eventIdOf(progress);
    if (id !== seen) {
      yield `id: ${id}\nevent: progress\ndata: ${JSON.stringify(progress)}\n\n`;
      seen = id;
      quietMs = 0;
    } else if (quietMs >= heartbeatMs) {
      yield ': still here\n\n';
      quietMs = 0;
    }
    await sleep(pollMs, undefined, { ref: false });
    quietMs += pollMs;
  }
}

export function eventIdOf({ waiting, working, done, failed }: Progress): string {
  return `${waiting}-${working}-${done}-${failed}`;
}
