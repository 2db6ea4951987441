import type { FeedItem, FeedStatus } from '../domain/feed-item.ts';

/** An item as it stands, and the number of its last change: numbers only grow, so a reader asks for what came after. */
export interface StoredFeedItem {
  readonly sequence: number;
  readonly item: FeedItem;
}

/** Port: items of the feed. */
export interface FeedStore {
  /** The same id again replaces the item under a new number. */
  put(item: FeedItem): Promise<number>;
  get(id: string): Promise<FeedItem | null>;
  /** Last changed first. */
  list(query?: { readonly status?: FeedStatus; readonly afterSequence?: number }): Promise<readonly StoredFeedItem[]>;
}

/** One message on its way to one target; it is tried again until it is taken or given up. */
export interface Delivery {
  readonly id: number;
  /** Of the message: the same over all attempts, so that a receiver can tell a repetition. */
  readonly message: string;
  readonly item: string;
  readonly event: 'insight.told' | 'insight.returned';
  /** Name of the target in workspace.yaml. */
  readonly target: string;
  readonly attempts: number;
}

/** Port: messages to be sent, kept until they are. */
export interface DeliveryQueue {
  /** The same message to the same target again changes nothing. */
  add(delivery: Omit<Delivery, 'id' | 'attempts'>): Promise<void>;
  /** Those whose time has come, oldest first. */
  due(nowMs: number, limit: number): Promise<readonly Delivery[]>;
  sent(id: number): Promise<void>;
  /** Again at `runAtMs`, or given up when null. */
  failed(id: number, reason: string, runAtMs: number | null): Promise<void>;
  counts(): Promise<{ readonly waiting: number; readonly sent: number; readonly failed: number }>;
}
