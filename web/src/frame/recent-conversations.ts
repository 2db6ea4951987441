import type { Interaction } from '../api.ts';

const key = 'earshot-recent';
const most = 8;

/** What the browser remembers of an opened conversation: no words of it, so that nothing personal outlives the page. */
export type RecentConversation = Pick<Interaction, 'id' | 'channel' | 'startedAt'>;

export function recentConversations(): readonly RecentConversation[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberConversation({ id, channel, startedAt }: RecentConversation): void {
  const others = recentConversations().filter((one) => one.id !== id);
  localStorage.setItem(key, JSON.stringify([{ id, channel, startedAt }, ...others].slice(0, most)));
}

/** Whoever reads next has opened none of them. */
export function forgetConversations(): void {
  localStorage.removeItem(key);
}

function isRecent(value: unknown): value is RecentConversation {
  if (typeof value !== 'object' || value === null) return false;
  const { id, channel, startedAt } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && typeof channel === 'string' && (startedAt === null || typeof startedAt === 'string');
}
