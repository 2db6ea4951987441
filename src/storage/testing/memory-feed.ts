import type { FeedItem } from '../../domain/feed-item.ts';
import type { Intervention } from '../../domain/intervention.ts';
import type { Delivery, DeliveryQueue, FeedStore, StoredFeedItem } from '../feed.ts';
import type { Interventions } from '../interventions.ts';

export function memoryFeed(): FeedStore {
  const items = new Map<string, StoredFeedItem>();
  let sequence = 0;
  return {
    async put(item: FeedItem) {
      sequence += 1;
      items.set(item.id, { sequence, item });
      return sequence;
    },
    get: async (id) => items.get(id)?.item ?? null,
    list: async ({ status, afterSequence = 0 } = {}) =>
      [...items.values()]
        .filter((each) => each.sequence > afterSequence && (status === undefined || each.item.status === status))
        .sort((a, b) => b.sequence - a.sequence),
  };
}

interface Waiting extends Delivery {
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly runAtMs: number;
}

export function memoryDeliveries(): DeliveryQueue {
  const all: Waiting[] = [];
  const change = (id: number, changed: Partial<Waiting>) => {
    const index = all.findIndex((each) => each.id === id);
    const old = all[index];
    if (old) all[index] = { ...old, attempts: old.attempts + 1, ...changed };
  };
  return {
    async add(delivery) {
      if (all.some(({ message, target }) => message === delivery.message && target === delivery.target)) return;
      all.push({ ...delivery, id: all.length + 1, attempts: 0, state: 'waiting', runAtMs: 0 });
    },
    due: async (nowMs, limit) => all.filter(({ state, runAtMs }) => state === 'waiting' && runAtMs <= nowMs).slice(0, limit),
    sent: async (id) => change(id, { state: 'sent' }),
    failed: async (id, _reason, runAtMs) => change(id, runAtMs === null ? { state: 'failed' } : { runAtMs }),
    counts: async () => {
      const count = (state: Waiting['state']) => all.filter((each) => each.state === state).length;
      return { waiting: count('waiting'), sent: count('sent'), failed: count('failed') };
    },
  };
}

export function memoryInterventions(): Interventions {
  const all = new Map<string, Intervention>();
  return {
    put: async (intervention) => void all.set(intervention.id, intervention),
    get: async (id) => all.get(id) ?? null,
    list: async () => [...all.values()].sort((a, b) => (a.date < b.date ? 1 : -1)),
    remove: async (id) => all.delete(id),
  };
}
