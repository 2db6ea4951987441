import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDailyFacts } from './daily-facts.ts';

async function read(content: string, mapping: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-facts-'));
  const path = join(folder, 'acd.csv');
  await writeFile(path, content);
  try {
    return await Array.fromAsync(readDailyFacts({ name: 'acd.csv', relativePath: 'acd.csv', size: content.length, path }, mapping));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const mapping = { day: 'Date', queue: 'Skill', facts: { offered: 'Offered', wrap_up_ms: { column: 'ACW s', times: 1000 } } };

test('figures of a day and queue are read as sums, in the units of the mapping', async () => {
  const items = await read('Date;Skill;Offered;ACW s\n25.03.2026;billing;1 204;3600\n26.03.2026;care;7;\n', mapping);
  assert.deepEqual(
    items.map((item) => (item.kind === 'fact' ? item.fact : item)),
    [
      { day: '2026-03-25', queue: 'billing', channel: '', name: 'offered', value: 1204 },
      { day: '2026-03-25', queue: 'billing', channel: '', name: 'wrap_up_ms', value: 3_600_000 },
      { day: '2026-03-26', queue: 'care', channel: '', name: 'offered', value: 7 },
    ],
  );
});

test('what is no day or no number is told with its line, and the rest is read', async () => {
  const items = await read('Date,Skill,Offered\nyesterday,billing,3\n2026-03-26,billing,many\n2026-03-27,billing,4\n', mapping);
  assert.deepEqual(
    items.map((item) => (item.kind === 'fact' ? item.fact.value : `${item.position}: ${item.reason}`)),
    ['line 2: the column Date holds no day', 'line 3: the column Offered holds no number', 4],
  );
});

test('a mapping that names nothing to keep is refused with its place', async () => {
  await assert.rejects(read('a\n', { day: 'Date' }), /mapping: facts/);
  await assert.rejects(read('a\n', { facts: { 'Bad Name': 'x' } }), /mapping: facts/);
});
