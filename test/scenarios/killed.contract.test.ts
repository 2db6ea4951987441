import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchPage } from '../../src/storage/content.ts';
import { createSite, type IngestAnswer, type Site } from './earshot.ts';

const total = 4000;

function conversation(index: number): string {
  return JSON.stringify({
    id: `k-${index}`,
    channel: 'chat',
    startedAt: new Date(Date.UTC(2026, 8, 1) + index * 60_000).toISOString(),
    participants: [
      { id: 'c', role: 'customer' },
      { id: 'a', role: 'agent', ref: `a${index % 9}` },
    ],
    turns: [
      { speaker: 'c', text: `my order ${index} has not arrived`, at: new Date(Date.UTC(2026, 8, 1) + index * 60_000).toISOString() },
      { speaker: 'a', text: 'I will look into it', at: new Date(Date.UTC(2026, 8, 1) + index * 60_000 + 30_000).toISOString() },
    ],
  });
}

let site: Site;
before(async () => {
  site = await createSite();
});
after(() => site.remove());

test('kill -9 in the middle of reading loses nothing and doubles nothing', async () => {
  const path = await site.write('many.jsonl', Array.from({ length: total }, (_unused, index) => conversation(index)).join('\n'));
  for (const afterMs of [1500, 2200, 3000]) {
    const command = site.start('ingest', path, '--json');
    await sleep(afterMs);
    command.kill('SIGKILL');
    await once(command, 'close');
  }
  const counts = await site.json<IngestAnswer>('ingest', path);
  assert.equal(counts.captured + counts.duplicate, total);
  assert.equal(counts.failed + counts.parked + counts.updated, 0);
  const page = await site.json<SearchPage>('list', '--limit', '1');
  assert.equal(page.total, total);
});
