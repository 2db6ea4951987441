import { AppError } from '../../domain/errors.ts';
import type { FeedItem } from '../../domain/feed-item.ts';
import type { Delivery, DeliveryQueue, FeedStore } from '../../storage/feed.ts';

/** What leaves the house: figures and redacted quotes, no list of conversations and no notes of colleagues. */
export interface FeedMessage {
  readonly id: string;
  readonly type: Delivery['event'];
  readonly timestamp: string;
  readonly data: Pick<FeedItem, 'id' | 'kind' | 'subject' | 'since' | 'effect' | 'interval' | 'q' | 'conversations' | 'firstTold'> &
    Partial<Pick<FeedItem, 'segment' | 'phrases'>> & { readonly quotes: readonly string[] };
}

/** Port: one way out. Throws when the message was not taken; a `retryable: false` error gives it up at once. */
export type SendMessage = (message: FeedMessage, signal: AbortSignal) => Promise<void>;

export interface DeliverDependencies {
  readonly store: Pick<FeedStore, 'get'>;
  readonly queue: DeliveryQueue;
  readonly targets: ReadonlyMap<string, SendMessage>;
  readonly now?: () => number;
}

/** After each failed attempt, as the Standard Webhooks specification suggests: a minute to half a day, about a day in all. */
export const retryDelaysMs = [1, 5, 30, 120, 300, 600].map((minutes) => minutes * 60_000);
const timeoutMs = 15_000;
const atOnce = 50;

/** Sends what is due, one after another; what was not taken comes back later. How many were sent. */
export async function deliverFeed({ store, queue, targets, now = Date.now }: DeliverDependencies): Promise<number> {
  let sent = 0;
  for (const delivery of await queue.due(now(), atOnce)) {
    const [item, send] = [await store.get(delivery.item), targets.get(delivery.target)];
    if (item === null || send === undefined) {
      await queue.failed(delivery.id, 'its item or target is no longer there', null);
      continue;
    }
    try {
      await send(messageOf(delivery, item), AbortSignal.timeout(timeoutMs));
      await queue.sent(delivery.id);
      sent += 1;
    } catch (error) {
      await queue.failed(delivery.id, reasonOf(error), nextAttempt(delivery, error, now()));
    }
  }
  return sent;
}

function messageOf({ message, event }: Delivery, item: FeedItem): FeedMessage {
  const { id, kind, subject, since, effect, interval, q, conversations, firstTold, segment, phrases, quotes, history } = item;
  const data = {
    id,
    kind,
    subject,
    since,
    effect,
    interval,
    q,
    conversations,
    firstTold,
    ...(segment && { segment }),
    ...(phrases && { phrases }),
  };
  return {
    id: message,
    type: event,
    timestamp: history.at(-1)?.at ?? firstTold,
    data: { ...data, quotes: quotes.map(({ text }) => text) },
  };
}

function nextAttempt({ attempts }: Delivery, error: unknown, now: number): number | null {
  if (error instanceof AppError && !error.retryable) return null;
  const delay = retryDelaysMs[attempts];
  return delay === undefined ? null : now + delay;
}

/** A receiver's own words stay out: they could quote what was sent. */
function reasonOf(error: unknown): string {
  return error instanceof AppError ? error.message : error instanceof Error ? error.name : 'unknown';
}
