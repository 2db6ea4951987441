import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** Which folders of `src/` a folder may import, besides itself. The picture is in docs/ARCHITECTURE.md. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  capture: ['domain'],
  transcription: ['domain', 'capture'],
  language: ['domain'],
  rules: ['domain', 'language'],
  storage: ['domain'],
  access: ['domain', 'storage'],
  analytics: ['domain', 'language', 'rules', 'storage'],
  delivery: ['domain', 'analytics'],
  pipeline: ['domain', 'capture', 'transcription', 'language', 'rules', 'analytics', 'storage'],
  http: ['domain', 'access', 'capture', 'language', 'rules', 'analytics', 'storage', 'pipeline'],
  cli: ['domain', 'access', 'capture', 'transcription', 'language', 'rules', 'analytics', 'storage', 'pipeline', 'http'],
};

/** Folders that load a model or open a file, socket or database: only start.ts, evaluation, bench and tests may name them. */
const adapters = [
  'access/openid',
  'delivery',
  'storage/clickhouse',
  'storage/sqlite',
  'storage/filesystem',
  'storage/vault',
  'transcription/moonshine',
  'transcription/openai-compatible',
  'language/encoder/minilm',
];

const importPattern = /(?:from|import)\s+'(\.{1,2}\/[^']+)'/g;

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(importPattern)].map((match) => normalize(join(dirname(file), match[1] ?? '')));
}

const sources = globSync('src/*/**/*.ts').filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'));

test('imports point one way: domain ← language ← rules ← analytics ← pipeline ← http, cli ← start', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const folder = file.split('/')[1] ?? '';
    const allowed = mayImport[folder];
    assert.ok(allowed, `src/${folder} has no row in mayImport`);
    for (const imported of importsOf(file)) {
      const target = imported.split('/')[1] ?? '';
      if (imported.startsWith('src/') && target !== folder && !allowed.includes(target)) wrong.push(`${file} → ${imported}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('only start.ts, evaluation, bench and tests name an adapter', () => {
  const inside = (file: string, folder: string) => file.startsWith(`src/${folder}/`);
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((imported) =>
        adapters.some((adapter) => inside(imported, adapter) && dirname(file) !== `src/${dirname(adapter)}` && !inside(file, adapter)),
      )
      .map((imported) => `${file} → ${imported}`),
  );
  assert.deepEqual(wrong, []);
});
