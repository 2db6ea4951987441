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

/** Conversations of a JSONL file, plain or gzipped, one at a time; lines that hold none are counted by the caller as null. */
export async function* readConversations(file: string): AsyncGenerator<Conversation | null> {
  if (!existsSync(file)) throw new AppError('not-found', `there is no file ${file}`);
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield conversationOfLine(line);
  }
}
