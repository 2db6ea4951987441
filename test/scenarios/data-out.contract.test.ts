import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Table } from '../../src/storage/reports.ts';
import { createSite, type Site } from './earshot.ts';

/** A supervisor's numbers in a spreadsheet, an analyst's SQL, and a warehouse that takes the base tables. */
let site: Site;
before(async () => {
  site = await createSite('country: US\n');
  const chats = Array.from({ length: 12 }, (_, number) => ({
    id: `chat-${number}`,
    channel: 'chat',
    startedAt: `2026-10-${String(number + 1).padStart(2, '0')}T14:00:00Z`,
    participants: [
      { id: 'a', role: 'agent', ref: 'a17' },
      { id: 'c', role: 'customer' },
    ],
    turns: [
      {
        speaker: 'c',
        text: `My card is 4111 1111 1111 1111, number ${number}`,
        at: `2026-10-${String(number + 1).padStart(2, '0')}T14:00:00Z`,
      },
      { speaker: 'a', text: 'Thank you, it is mended.', at: `2026-10-${String(number + 1).padStart(2, '0')}T14:05:00Z` },
    ],
    meta: { queue: number % 2 ? 'billing' : 'care' },
  }));
  await site.run('ingest', await site.write('chats.jsonl', chats.map((chat) => JSON.stringify(chat)).join('\n')));
});
after(() => site.remove());

test('numbers, SQL and base tables leave as files, redacted', async () => {
  const csv = await site.run('query', '{"metrics":["volume","first_response"],"dimensions":["queue"],"minimum":1}', '--format', 'csv');
  const [head, first] = csv.stdout.split('\n');
  assert.match(head ?? '', /^queue,contacts,volume,volume_low,volume_high,volume_n,volume_unknown,first_response,first_response_low/);
  assert.match(first ?? '', /^(billing|care),6,6,/);

  const { stdout } = await site.run(
    'sql',
    'SELECT queue, count() AS n FROM v_interactions GROUP BY queue ORDER BY queue',
    '--format',
    'json',
  );
  assert.deepEqual((JSON.parse(stdout) as Table).rows, [
    ['billing', '6'],
    ['care', '6'],
  ]);

  const out = join(site.folder, 'warehouse');
  const exported = await site.run('export', '--format', 'parquet', '--out', out);
  assert.equal(exported.code, 0, exported.stderr);
  for (const name of ['interactions', 'legs', 'turns', 'findings', 'drivers']) {
    const bytes = await readFile(join(out, `${name}.parquet`));
    assert.equal(bytes.subarray(0, 4).toString(), 'PAR1', name);
  }
  const turns = await site.run('export', '--format', 'csv', '--table', 'turns');
  assert.ok(turns.stdout.includes('<card>'));
  assert.ok(!turns.stdout.includes('4111'));

  const refused = await site.run('sql', 'SELECT * FROM interactions');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /refused: there is no view "interactions"/);
});
