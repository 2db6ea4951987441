import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { CoverageRow } from '../../src/storage/content.ts';
import { createSite, type Site } from './earshot.ts';

const call = (id: string, text: string, more: object = {}) => ({
  id,
  channel: 'voice',
  startedAt: '2026-10-05T14:00:00Z',
  participants: [{ id: 'c', role: 'customer', ref: 'C-1' }],
  turns: [{ speaker: 'c', text, startMs: 0, endMs: 8000 }],
  ...more,
});

const calls = [
  call('open', 'the plain words'),
  call('paused', 'before it giraffe giraffe', { events: [{ kind: 'pause', startMs: 4000 }] }),
  call('excluded', 'giraffe', { handling: 'exclude', subject: 'giraffe', attributes: { note: 'giraffe' } }),
  call('facts-only', 'giraffe', { handling: 'metadata-only', subject: 'giraffe', attributes: { plan: 'gold' } }),
  call('no-record', '', { handling: 'metadata-only', turns: [] }),
  call('later', 'giraffe'),
];

let site: Site;
before(async () => {
  site = await createSite();
});
after(() => site.remove());

test('what must not be read leaves no words anywhere, and coverage says why', async () => {
  await site.run('ingest', await site.write('calls.jsonl', calls.map((each) => JSON.stringify(each)).join('\n')));
  // The order to leave a call out comes after the call was read.
  await site.run('ingest', '--metadata', await site.write('late.csv', 'call_id,handling\nlater,exclude\n'));
  const exported = (await site.run('export')).stdout;
  assert.ok(!exported.includes('giraffe'), exported);
  const byId = new Map(
    exported
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Interaction)
      .map((each) => [each.externalId, each]),
  );
  assert.equal(byId.get('paused')?.turns[0]?.text, 'before it');
  assert.deepEqual(byId.get('facts-only')?.attributes, { plan: 'gold' });
  assert.deepEqual(byId.get('excluded')?.customerKeys, []);
  assert.equal(byId.get('excluded')?.measures.gaps['words.customer'], 'no-transcript');
  const [row] = await site.json<CoverageRow[]>('coverage');
  assert.deepEqual(
    [row?.occurred, row?.received, row?.transcribed, row?.assessable, row?.losses],
    [6, 5, 2, 2, { exclude: 2, 'metadata-only': 2 }],
  );
});
