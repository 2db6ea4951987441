import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Conversation } from '../../src/rules/conversation.ts';
import { conversationOfLine } from '../../src/rules/conversation-lines.ts';

const folder = new URL('../../../shared/corpora/conversations/', import.meta.url);
/** Tweets with brands, chats with scripted services, written calls for three businesses: 38,000 conversations. */
const files = ['twacs.jsonl.gz', 'star.jsonl.gz', 'multidogo.jsonl.gz'];

/** Real conversations of public corpora; none where the corpora are not there. */
export function readConversations(): Conversation[] {
  return files.flatMap((name) => {
    const path = new URL(name, folder);
    if (!existsSync(path)) return [];
    const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
    return lines.flatMap((line) => (line === '' ? [] : [conversationOfLine(line)])).filter((conversation) => conversation !== null);
  });
}
