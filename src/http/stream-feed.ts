import { setTimeout as sleep } from 'node:timers/promises';
import type { Feed } from '../analytics/feed/feed.ts';

export interface FeedStreamOptions {
  /** Number of the last change that the client has seen; without one only what comes from now on is sent. */
  readonly lastEventId?: string | undefined;
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
}

/** Server-sent events: one for each item that is told or changes. Its number is the event's id, so a client resumes where it was. */
export async function* streamFeed(feed: Pick<Feed, 'list'>, options: FeedStreamOptions = {}): AsyncGenerator<string> {
  const { pollMs = 1000, heartbeatMs = 15_000 } = options;
  const asked = Number(options.lastEventId);
  let seen = options.lastEventId !== undefined && Number.isInteger(asked) && asked >= 0 ? asked : await newest(feed);
  let quietMs = 0;
  yield `retry: ${pollMs * 4}\n\n`;
  while (true) {
    const changed = (await feed.list({ afterSequence: seen })).toReversed();
    for (const { sequence, item } of changed) {
      const { id, kind, subject, status, since, effect, interval, conversations } = item;
      yield `id: ${sequence}\nevent: feed\ndata: ${JSON.stringify({ id, kind, subject, status, since, effect, interval, conversations })}\n\n`;
      seen = sequence;
      quietMs = 0;
    }
    if (quietMs >= heartbeatMs) {
      yield ': still here\n\n';
      quietMs = 0;
    }
    await sleep(pollMs, undefined, { ref: false });
    quietMs += pollMs;
  }
}

async function newest(feed: Pick<Feed, 'list'>): Promise<number> {
  return (await feed.list())[0]?.sequence ?? 0;
}
