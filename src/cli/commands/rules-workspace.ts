import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../domain/errors.ts';
import { readRuleSources } from '../../pipeline/rules/rule-sources.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import type { Likeness } from '../../rules/likeness.ts';
import { type RuleSet, readRuleSet } from '../../rules/rule-set.ts';

/** Rules and lists of a workspace folder: every YAML file under `rules/` and `lists/`. To judge by them, give its likeness. */
export function loadRuleSet(workspace: string, likeness?: Likeness): RuleSet {
  if (!existsSync(workspace)) throw new AppError('not-found', `there is no workspace folder ${workspace}`);
  return readRuleSet(readRuleSources(workspace), likeness);
}

/** Lines of a JSONL file, plain or gzipped, one at a time. */
export async function* readLines(file: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw new AppError('not-found', `there is no file ${file}`);
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line;
  }
}

/** Conversations of such a file; a line that holds none is null, for the caller to count. */
export async function* readConversations(file: string): AsyncGenerator<Conversation | null> {
  for await (const line of readLines(file)) yield conversationOfLine(line);
}
