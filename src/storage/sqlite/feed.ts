import type { FeedItem } from '../../domain/feed-item.ts';
import type { Delivery, DeliveryQueue, FeedStore } from '../feed.ts';
import type { RecordsContext } from './context.ts';
import { openJson, sealJson } from './sealed-json.ts';

interface ItemRow {
  readonly id: string;
  readonly sequence: number;
  readonly payload: Uint8Array;
}

/** Quotes are customers' words, so items are sealed. */
export function createFeedStore({ database, vault }: RecordsContext): FeedStore {
  const opened = ({ id, payload }: ItemRow) => openJson<FeedItem>(vault, payload, contextOf(id));
  return {
    async put(item) {
      return database.transaction(() => {
        const { next } = database.first<{ next: number }>('SELECT coalesce(max(sequence), 0) + 1 AS next FROM feed_items') ?? { next: 1 };
        const payload = sealJson(vault, item, contextOf(item.id));
        database.run(
          'INSERT OR REPLACE INTO feed_items (id, sequence, status, payload) VALUES (?, ?, ?, ?)',
          item.id,
          next,
          item.status,
          payload,
        );
        return next;
      });
    },
    async get(id) {
      const row = database.first<ItemRow>('SELECT id, sequence, payload FROM feed_items WHERE id = ?', id);
      return row === null ? null : opened(row);
    },
    async list({ status, afterSequence = 0 } = {}) {
      const sql = "SELECT id, sequence, payload FROM feed_items WHERE sequence > ? AND (? = '' OR status = ?) ORDER BY sequence DESC";
      const rows = database.all<ItemRow>(sql, afterSequence, status ?? '', status ?? '');
      return rows.map((row) => ({ sequence: row.sequence, item: opened(row) }));
    },
  };
}

function contextOf(id: string): string {
  return `feed item ${id}`;
}

/** Names no subject: what is sent is read from the feed when it is sent. */
export function createDeliveryQueue({ database }: RecordsContext): DeliveryQueue {
  return {
    async add({ message, item, event, target }) {
      const sql =
        "INSERT OR IGNORE INTO feed_deliveries (message, item, event, target, state, attempts, run_at_ms) VALUES (?, ?, ?, ?, 'waiting', 0, 0)";
      database.run(sql, message, item, event, target);
    },
    async due(nowMs, limit) {
      const sql =
        "SELECT id, message, item, event, target, attempts FROM feed_deliveries WHERE state = 'waiting' AND run_at_ms <= ? ORDER BY id LIMIT ?";
      return database.all<Delivery>(sql, nowMs, limit);
    },
    async sent(id) {
      database.run("UPDATE feed_deliveries SET state = 'sent', attempts = attempts + 1, reason = NULL WHERE id = ?", id);
    },
    async failed(id, reason, runAtMs) {
      const state = runAtMs === null ? 'failed' : 'waiting';
      const sql = 'UPDATE feed_deliveries SET state = ?, attempts = attempts + 1, reason = ?, run_at_ms = ? WHERE id = ?';
      database.run(sql, state, reason, runAtMs ?? 0, id);
    },
    async counts() {
      const rows = database.all<{ state: 'waiting' | 'sent' | 'failed'; n: number }>(
        'SELECT state, count(*) AS n FROM feed_deliveries GROUP BY state',
      );
      return { waiting: 0, sent: 0, failed: 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
    },
  };
}
