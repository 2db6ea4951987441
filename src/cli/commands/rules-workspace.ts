import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../domain/errors.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import { type NamedText, type RuleSet, readRuleSet } from '../../rules/rule-set.ts';

/** Rules and lists of a workspace folder: every YAML file under `rules/` and `lists/`. */
export function loadRuleSet(workspace: string): RuleSet {
  if (!existsSync(workspace)) throw new AppError('not-found', `there is no workspace folder ${workspace}`);
  return readRuleSet({ rules: yamlFiles(workspace, 'rules'), lists: yamlFiles(workspace, 'lists') });
}

function yamlFiles(workspace: string, folder: string): NamedText[] {
  const root = join(workspace, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: relative(workspace, path), text: readFileSync(path, 'utf8') }));
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
