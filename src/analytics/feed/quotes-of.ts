import type { FeedItem } from '../../domain/feed-item.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { ContentStore } from '../../storage/content.ts';

const quotes = 3;
const longestQuote = 240;
/** Shorter turns are greetings and answers. */
const fewestWords = 5;

/** What customers said at the beginning of a few of these conversations, from the redacted text, spread over them all. */
export function quotesFrom(content: Pick<ContentStore, 'get'>): (ids: readonly string[]) => Promise<FeedItem['quotes']> {
  return async (ids) => {
    const found: { interaction: string; text: string }[] = [];
    const step = Math.max(1, Math.floor(ids.length / (quotes * 2)));
    for (let at = ids.length - 1; at >= 0 && found.length < quotes; at -= step) {
      const id = ids[at];
      const interaction = id === undefined ? null : await content.get(id as InteractionId);
      const turn = interaction?.turns.find(({ role, text }) => role === 'customer' && text.split(/\s+/u).length >= fewestWords);
      if (id !== undefined && turn) found.push({ interaction: id, text: turn.text.slice(0, longestQuote) });
    }
    return found;
  };
}
