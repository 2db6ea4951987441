import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { FeedEvent, FeedItem, FeedStatus } from '../../domain/feed-item.ts';
import type { Insight } from '../../domain/insight.ts';
import type { Delivery, DeliveryQueue, FeedStore, StoredFeedItem } from '../../storage/feed.ts';

export interface FeedDependencies {
  readonly store: FeedStore;
  readonly queue: DeliveryQueue;
  /** Redacted words of customers from these conversations, a few. */
  readonly quotesOf: (conversationIds: readonly string[]) => Promise<FeedItem['quotes']>;
  /** Names of the targets that are told of insights of this kind. */
  readonly targetsFor: (kind: Insight['kind']) => readonly string[];
  readonly now?: () => Date;
}

/** Who did it, and the day of the run or of the decision. */
export interface Decision {
  readonly by: string;
  readonly reason?: string | undefined;
}

export interface Assignment {
  readonly owner?: string | null | undefined;
  readonly dueDate?: string | null | undefined;
  readonly ticket?: string | null | undefined;
}

export interface Recorded {
  readonly told: number;
  readonly updated: number;
  readonly returned: number;
}

/** What is not told again for this long, and then is, is news: eight weeks, as in the replay. */
const newsDays = 56;
const mostEvidence = 2000;

/**
 * New evidence after a dismissal: at least ten conversations that were not known then, and half as many again as were. Less is the same
 * finding told by a few more contacts.
 */
export const newEvidence = { conversations: 10, share: 0.5 } as const;

/** Insights as somebody's work. Recording the same run again changes nothing. */
export function createFeed({ store, queue, quotesOf, targetsFor, now = () => new Date() }: FeedDependencies) {
  const event = (by: string, what: FeedEvent['what'], detail: string | null = null): FeedEvent => ({
    at: now().toISOString(),
    by,
    what,
    detail,
  });

  async function record(insights: readonly Insight[], asOf: string): Promise<Recorded> {
    const counts = { told: 0, updated: 0, returned: 0 };
    const known = newestByKey(await store.list());
    for (const insight of insights) {
      const key = keyOf(insight);
      const old = known.get(key);
      if (old && old.lastTold > asOf) continue;
      if (!old || daysBetween(old.lastTold, asOf) > newsDays) {
        await tell(await itemOf(insight, { key, asOf, history: [event('earshot', 'told')] }), 'insight.told');
        counts.told += 1;
        continue;
      }
      const returns = old.status === 'dismissed' && hasNewEvidence(old, insight.conversationIds);
      const refreshed = await refresh(old, insight, asOf);
      if (returns) {
        await tell(
          {
            ...refreshed,
            status: 'new',
            reason: null,
            evidenceDismissed: [],
            history: [...old.history, event('earshot', 'returned', old.reason)],
          },
          'insight.returned',
        );
        counts.returned += 1;
      } else if (!isSame(old, refreshed)) {
        await store.put(refreshed);
        counts.updated += 1;
      }
    }
    return counts;
  }

  async function itemOf(insight: Insight, own: Pick<FeedItem, 'key' | 'history'> & { readonly asOf: string }): Promise<FeedItem> {
    const { conversationIds, ...told } = insight;
    const { key, asOf, history } = own;
    return {
      ...told,
      id: createHash('sha256').update(`${key} ${asOf}`).digest('hex').slice(0, 16),
      key,
      conversationIds: conversationIds.slice(-mostEvidence),
      quotes: await quotesOf(conversationIds),
      firstTold: asOf,
      lastTold: asOf,
      status: 'new',
      reason: null,
      owner: null,
      dueDate: null,
      ticket: null,
      evidenceDismissed: [],
      history,
    };
  }

  /** Effect and evidence as they are now; what people decided stays. */
  async function refresh(old: FeedItem, insight: Insight, asOf: string): Promise<FeedItem> {
    const { conversationIds, ...told } = insight;
    const grown = conversationIds.length !== old.conversations;
    return {
      ...old,
      ...told,
      conversationIds: conversationIds.slice(-mostEvidence),
      lastTold: asOf,
      quotes: grown ? await quotesOf(conversationIds) : old.quotes,
    };
  }

  async function tell(item: FeedItem, what: Delivery['event']): Promise<void> {
    await store.put(item);
    const message = `msg_${randomUUID()}`;
    for (const target of targetsFor(item.kind)) await queue.add({ message, item: item.id, event: what, target });
  }

  async function change(id: string, changeOf: (item: FeedItem) => Partial<FeedItem>, said: FeedEvent): Promise<FeedItem> {
    const item = await store.get(id);
    if (item === null) throw new AppError('not-found', `There is no item ${id} in the feed: \`earshot feed list\` shows them.`);
    const changed = { ...item, ...changeOf(item), history: [...item.history, said] };
    await store.put(changed);
    return changed;
  }

  const decide =
    (status: FeedStatus, what: FeedEvent['what']) =>
    (id: string, { by, reason }: Decision) =>
      change(id, () => ({ status, reason: reason ?? null, evidenceDismissed: [] }), event(by, what, reason ?? null));

  return {
    record,
    list: (query?: Parameters<FeedStore['list']>[0]): Promise<readonly StoredFeedItem[]> => store.list(query),
    get: (id: string) => store.get(id),
    acknowledge: decide('acknowledged', 'acknowledged'),
    act: decide('acted', 'acted'),
    reopen: decide('new', 'reopened'),
    dismiss: (id: string, { by, reason }: Decision) => {
      if (!reason?.trim())
        return Promise.reject(new AppError('bad-request', 'A dismissal needs a reason: whoever sees it again will ask for it.'));
      return change(
        id,
        (item) => ({ status: 'dismissed', reason, evidenceDismissed: item.conversationIds }),
        event(by, 'dismissed', reason),
      );
    },
    assign: (id: string, assignment: Assignment & { readonly by: string }) => {
      const { by, ...given } = assignment;
      const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      return change(id, () => kept, event(by, 'assigned', given.owner ?? null));
    },
  };
}

export type Feed = ReturnType<typeof createFeed>;

/** The driver, rule or phrase, and where: names may change, these do not. */
function keyOf({ kind, driver, rule, segment, subject }: Insight): string {
  return JSON.stringify([kind, rule ?? driver ?? subject, segment ?? {}]);
}

function newestByKey(items: readonly StoredFeedItem[]): Map<string, FeedItem> {
  const newest = new Map<string, FeedItem>();
  for (const { item } of items) {
    const other = newest.get(item.key);
    if (!other || other.lastTold < item.lastTold) newest.set(item.key, item);
  }
  return newest;
}

function hasNewEvidence({ evidenceDismissed }: FeedItem, conversationIds: readonly string[]): boolean {
  const known = new Set(evidenceDismissed);
  const added = conversationIds.filter((id) => !known.has(id)).length;
  return added >= newEvidence.conversations && added >= newEvidence.share * known.size;
}

function isSame(old: FeedItem, now: FeedItem): boolean {
  return JSON.stringify(old) === JSON.stringify(now);
}

function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}
