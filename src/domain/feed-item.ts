import type { Insight } from './insight.ts';

export const feedStatuses = ['new', 'acknowledged', 'acted', 'dismissed'] as const;
export type FeedStatus = (typeof feedStatuses)[number];

/** An insight as somebody's work: who looks after it, until when, and what became of it. */
export interface FeedItem extends Omit<Insight, 'conversationIds'> {
  readonly id: string;
  /** What it is about, over runs: the same subject again is the same item. */
  readonly key: string;
  /** At most `mostEvidence`, so that an item stays small; `conversations` counts all. */
  readonly conversationIds: readonly string[];
  /** Redacted words of customers. */
  readonly quotes: readonly { readonly interaction: string; readonly text: string }[];
  /** Day of the run that told it first, and of the last that did. */
  readonly firstTold: string;
  readonly lastTold: string;
  readonly status: FeedStatus;
  /** Why it was dismissed, or what was done. */
  readonly reason: string | null;
  readonly owner: string | null;
  readonly dueDate: string | null;
  /** Address in the site's own tracker. */
  readonly ticket: string | null;
  /** Conversations known when it was dismissed: only others are new evidence. */
  readonly evidenceDismissed: readonly string[];
  readonly history: readonly FeedEvent[];
}

export interface FeedEvent {
  readonly at: string;
  /** As the audit log calls them; `earshot` for what a run did. */
  readonly by: string;
  readonly what: 'told' | 'returned' | 'acknowledged' | 'acted' | 'dismissed' | 'assigned' | 'reopened';
  readonly detail: string | null;
}
