import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The items of `FOLDER/NAME.jsonl` or `.jsonl.gz`; none when the file is not there. */
export function readItems<Item>(corpora: string, name: string, schema: { parse(value: unknown): Item }): Item[] {
  const path = [`${name}.jsonl.gz`, `${name}.jsonl`].map((file) => join(corpora, file)).find((file) => existsSync(file));
  if (path === undefined) return [];
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)));
}

/** Fold of an item by the hash of its key: the same in every run and every folder. */
export function foldOf(key: string, folds: number): number {
  return Number.parseInt(createHash('sha1').update(key).digest('hex').slice(0, 8), 16) % folds;
}
