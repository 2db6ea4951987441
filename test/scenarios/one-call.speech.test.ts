import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { countsOf, createSite, type IngestAnswer, type Site } from './earshot.ts';

const recordings = resolve(dirname(fileURLToPath(import.meta.url)), '../../workspace/sample/calls/recordings');

let site: Site;
before(async () => {
  site = await createSite('timeZone: America/Chicago\n');
  await mkdir(join(site.folder, 'calls'));
});
after(() => site.remove());

/** A recording with its sidecar, as a telephone system would leave it. */
async function arrives(name: string): Promise<string> {
  await copyFile(join(recordings, name), join(site.folder, 'calls', name));
  await copyFile(join(recordings, `${name}.json`), join(site.folder, 'calls', `${name}.json`));
  return join(site.folder, 'calls', name);
}

async function only(query: string): Promise<Interaction> {
  const page = await site.json<SearchPage>('search', query);
  assert.equal(page.total, 1, `one conversation says ${query}`);
  return site.json<Interaction>('show', page.items[0]?.id ?? '');
}

test('a transferred call: from a recording on disk to two legs, words one can click, and a search hit', async () => {
  const path = await arrives('09-transfer.ogg');
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path)), {
    captured: 1,
    updated: 0,
    duplicate: 0,
    parked: 0,
    failed: 0,
  });
  const call = await only('"very slow in the evening"');
  assert.equal(call.channel, 'voice');
  assert.equal(call.startedAt, '2026-11-11T20:12:00.000Z');
  assert.equal(call.state, 'assessable');
  assert.deepEqual(
    call.legs.map((leg) => [leg.kind, leg.agent, leg.queue]),
    [
      ['agent', 'a127', 'sales'],
      ['agent', 'a118', 'technical'],
    ],
  );
  const agents = new Set(call.turns.filter((turn) => turn.role === 'agent').map((turn) => `${turn.leg} ${turn.participant}`));
  assert.deepEqual([...agents], ['0 agent-1', '1 agent-2'], 'each agent turn is said by the agent of its leg');
  assert.ok(call.events.some((event) => event.kind === 'transfer' && event.origin === 'imported'));
  assert.equal(call.measures.values['hold.total'], 7000);
  assert.equal(call.measures.values['transfer.count'], 1);
  for (const turn of call.turns) {
    assert.equal(turn.roleConfidence, 1, 'the sidecar states the channels');
    for (const word of turn.words ?? []) {
      assert.ok(word.endMs >= word.startMs && word.startMs >= (turn.startMs ?? 0) && word.endMs <= (turn.endMs ?? 0), word.text);
      assert.ok((word.confidence ?? -1) >= 0 && (word.confidence ?? 2) <= 1);
    }
  }
  assert.match(call.versions.transcriber ?? '', /^moonshine-base@/u);
});

test('the same recording again, and a copy of it under another name, are the same call', async () => {
  const path = join(site.folder, 'calls', '09-transfer.ogg');
  assert.equal((await site.json<IngestAnswer>('ingest', path)).duplicate, 1);
});

test('metadata that comes late is joined without listening again', async () => {
  const metadata = await site.write('cdr.csv', 'externalId,attributes.crm_case\nrecording-09-transfer,C-4711\n');
  const started = performance.now();
  await site.json<IngestAnswer>('ingest', '--metadata', metadata);
  assert.ok(performance.now() - started < 60_000);
  const call = await only('"very slow in the evening"');
  assert.equal(call.version, 2);
  assert.ok(JSON.stringify(call.attributes).includes('C-4711'));
});

test('roles that were told apart wrongly are exchanged for good, and back', async () => {
  const before = await only('"very slow in the evening"');
  await site.json('swap-roles', before.id);
  const swapped = await only('"very slow in the evening"');
  const roleOf = (call: Interaction) => call.turns.find((turn) => turn.text.includes('slow in the evening'))?.role;
  assert.equal(roleOf(before), 'customer');
  assert.equal(roleOf(swapped), 'agent');
  assert.ok(swapped.version > before.version);
  await site.json('swap-roles', before.id);
  assert.equal(roleOf(await only('"very slow in the evening"')), 'customer');
});

test('what was said while the recording was paused is never recognised', async () => {
  await site.json<IngestAnswer>('ingest', await arrives('05-card-payment.ogg'));
  const call = await only('card -evening');
  const [pause] = call.events.filter((event) => event.kind === 'pause');
  assert.ok(pause);
  for (const turn of call.turns) {
    for (const word of turn.words ?? []) assert.ok(word.endMs <= pause.startMs + 300 || word.startMs >= pause.endMs - 300, word.text);
  }
  assert.ok(!/\d{4}/u.test(call.turns.map((turn) => turn.text).join(' ')), 'no digits of the card');
});
