import { openSentimentHead, type SentimentHead, type StoredSentimentHead } from './sentiment-head.ts';
import full from './weights/full.json' with { type: 'json' };
import lexical from './weights/lexical.json' with { type: 'json' };
import table from './weights/static.json' with { type: 'json' };

const heads: readonly StoredSentimentHead[] = [full, table, lexical];

/** The head trained on this encoder's vectors; with none, or one it does not know, the words decide alone. */
export function chooseSentimentHead(encoder: string | null): SentimentHead {
  return openSentimentHead(heads.find((head) => encoder !== null && head.encoder === encoder) ?? lexical);
}
