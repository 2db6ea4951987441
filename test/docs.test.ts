import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { commandReference } from '../src/cli/command-reference.ts';
import { errorCodes } from '../src/domain/errors.ts';
import { workspaceSchema } from '../src/domain/workspace.ts';
import { documentViews } from '../src/storage/clickhouse/reports/document-views.ts';

/** Tables may be padded for people; runs of spaces count as one. */
const read = (path: string) => readFileSync(path, 'utf8').replaceAll(/ +/gu, ' ');

test('docs/COMMANDS.md is what the commands say of themselves (npm run docs writes it)', () => {
  assert.equal(readFileSync('docs/COMMANDS.md', 'utf8'), commandReference());
});

test('docs/SQL.md is what the views say of themselves (node docs/write-sql.ts writes it)', () => {
  assert.equal(readFileSync('docs/SQL.md', 'utf8'), documentViews());
});

test('every error code, its status and its help stand in docs/OPERATIONS.md', () => {
  const text = read('docs/OPERATIONS.md');
  for (const [code, { status, help }] of Object.entries(errorCodes))
    assert.ok(text.includes(`| \`${code}\` | ${status} | ${help} |`), code);
});

/** Names of every setting, however deep; the names of sources are the site's own. */
function settingNames(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  if (Array.isArray(schema)) return schema.flatMap(settingNames);
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? Object.entries(value as object).flatMap(([name, inner]) => [name, ...settingNames(inner)]) : settingNames(value),
  );
}

test('every setting of workspace.yaml stands in docs/OPERATIONS.md', () => {
  const text = read('docs/OPERATIONS.md');
  const names = settingNames(z.toJSONSchema(workspaceSchema, { io: 'input' }));
  assert.ok(names.length > 20);
  for (const name of names) assert.ok(text.includes(name), name);
});

test('every environment variable that the code reads stands in docs/OPERATIONS.md', () => {
  const text = read('docs/OPERATIONS.md');
  const sources = globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  const names = new Set(sources.flatMap((file) => [...read(file).matchAll(/\bEARSHOT_[A-Z_]+\b/gu)].map((match) => match[0])));
  assert.ok(names.size > 2);
  for (const name of names) assert.ok(text.includes(`\`${name}\``), name);
});

test('every file that a document names exists', () => {
  const documents = ['README.md', ...globSync('docs/**/*.md')];
  for (const document of documents) {
    for (const [, path] of read(document).matchAll(/`((?:src|test|docs|web|workspace|bench|evaluation)\/[\w./-]+)`/gu)) {
      if (path !== undefined) assert.ok(existsSync(path), `${document} names ${path}`);
    }
  }
});
