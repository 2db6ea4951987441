import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { workspaceSchema } from '../../src/domain/workspace.ts';
import { loadContent } from './content.ts';
import { generateSample } from './generate-sample.ts';
import { truthOf } from './truth.ts';
import { writeSample } from './write-sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-'));
after(() => rmSync(folder, { recursive: true }));
const { files, conversations } = await writeSample(folder, { weeks: 8 });

test('writes each source as a site would have it', () => {
  const kinds = new Set(files.map(({ path }) => path.slice(path.lastIndexOf('.') + 1)));
  assert.deepEqual([...kinds].toSorted(), ['csv', 'eml', 'jsonl', 'mbox', 'txt']);
  const { sources } = loadContent().workspace;
  for (const { source } of files) assert.ok(source in sources, source);
  assert.ok(conversations > 1000);
});

test('input files say nothing of what is planted', () => {
  const written = files.map(({ path }) => readFileSync(path, 'utf8')).join('\n');
  const told = ['"labels"', '"scam"', '"comesBack"', '"noticeSaid"', 'router_drops', '"quality":'].filter((word) => written.includes(word));
  assert.deepEqual(told, []);
  assert.equal(truthOf(generateSample({ weeks: 1 })).contacts[0]?.externalId.length, 8);
});

test('survey answers arrive apart, as a table with a heading whose rows name calls', () => {
  const surveys = files.filter(({ mapping }) => mapping !== undefined);
  assert.ok(surveys.length > 0);
  for (const { path } of surveys) assert.match(readFileSync(path, 'utf8'), /^contact_id,csat\n(?:[VK]-\d{6},[1-5]\n)+$/);
});

test('a mail thread is linked by its headers', () => {
  const replies = files.filter(({ path }) => path.endsWith('-2.eml'));
  assert.ok(replies.length > 0);
  for (const { path } of replies) assert.match(readFileSync(path, 'utf8'), /^In-Reply-To: <e-\d+\.1@fernhill\.example>\r$/m);
});

test('the roster has forty agents, dated moves, and nobody in two teams at once', () => {
  const { roster } = workspaceSchema.parse(loadContent().workspace);
  const agents = Map.groupBy(roster, ({ agent }) => agent);
  assert.ok(agents.size >= 38, `${agents.size} agents`);
  const moved = [...agents.values()].filter((entries) => entries.length > 1);
  assert.ok(moved.length >= 2);
  for (const [before, later] of moved) assert.equal(before?.validTo, later?.validFrom);
});

test('each recording has its sidecar and its script, and the folder stays small', () => {
  const calls = new URL('calls/', import.meta.url);
  const expected = JSON.parse(readFileSync(new URL('expected.json', calls), 'utf8')) as Record<string, { durationMs: number }>;
  const names = readdirSync(new URL('recordings/', calls));
  const recordings = names.filter((name) => !name.endsWith('.json'));
  assert.deepEqual(recordings.toSorted(), Object.keys(expected).toSorted());
  for (const name of recordings) assert.ok(names.includes(`${name}.json`), name);
  const bytes = names.reduce((sum, name) => sum + statSync(new URL(`recordings/${name}`, calls)).size, 0);
  assert.ok(bytes < 3_000_000, `${bytes} bytes`);
});
