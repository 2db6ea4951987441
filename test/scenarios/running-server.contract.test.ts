import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { createSite, type IngestAnswer, type Site } from './earshot.ts';

const workspace = `
timeZone: America/Chicago
sources:
  web: { watch: inbox/web, channel: chat }
  phone: { channel: voice }
roster:
  - { agent: a1, team: North, validTo: 2026-10-01 }
  - { agent: a1, team: South, validFrom: 2026-10-01 }
`;

let site: Site;
let server: ChildProcess;
let address = '';

before(async () => {
  site = await createSite(workspace);
  await mkdir(join(site.folder, 'inbox/web'), { recursive: true });
  server = site.start('serve', '--port', '0');
  address = await addressOf(server);
});
after(async () => {
  server.kill('SIGTERM');
  await once(server, 'close');
  await site.remove();
});

function addressOf(command: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /ready at (http:\/\/[\w.:]+)/u.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    command.stdout?.on('data', read);
    command.stderr?.on('data', read);
    command.once('close', () => reject(new Error(`the server ended: ${output}`)));
  });
}

/** `fetch` sets the Host header itself, as browsers do; a rebound name shows in it. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${address}/v1/interactions`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode)).once('error', reject);
  });
}

async function until<Value>(read: () => Promise<Value>, good: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; tries < 40; tries += 1) {
    const value = await read();
    if (good(value)) return value;
    await sleep(200);
  }
  throw new Error('it did not happen in time');
}

const chat = (id: string, text: string) => ({
  id,
  channel: 'chat',
  startedAt: '2026-10-05T14:00:00Z',
  participants: [
    { id: 'c', role: 'customer' },
    { id: 'a', role: 'agent', ref: 'a1' },
  ],
  turns: [
    { speaker: 'c', text, at: '2026-10-05T14:00:00Z' },
    { speaker: 'a', text: 'let me see', at: '2026-10-05T14:00:30Z' },
  ],
});

test('a file that arrives in a watched folder is read by itself', async () => {
  await site.write('inbox/web/one.jsonl', `${JSON.stringify(chat('w1', 'the zebra form is broken'))}\n`);
  const page = await until(
    () => site.json<SearchPage>('search', 'zebra'),
    (found) => found.total === 1,
  );
  assert.equal(page.items[0]?.source, 'web');
  const shown = await site.json<Interaction>('show', page.items[0]?.id ?? '');
  assert.equal(shown.legs[0]?.team, 'South', 'the team is the one of the day');
});

test('commands speak to the server that owns the data', async () => {
  const path = await site.write('two.jsonl', `${JSON.stringify(chat('f1', 'a walrus in the invoice'))}\n`);
  const counts = await site.json<IngestAnswer>('ingest', path);
  assert.equal(counts.captured, 1);
  assert.equal((await site.json<SearchPage>('search', 'walrus')).total, 1);
});

test('a contact handed in over HTTP is durable at once and found soon after', async () => {
  const body = {
    source: 'phone',
    externalId: 'call-9',
    channel: 'voice',
    startedAt: '2026-10-05T15:00:00Z',
    customer: { phone: '(202) 555-0143' },
    participants: [{ id: 'c', role: 'customer' }],
    turns: [{ participant: 'c', text: 'the ocelot is late', startMs: 0, endMs: 2000 }],
  };
  const post = () =>
    fetch(`${address}/v1/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
      body: JSON.stringify(body),
    });
  const first = await post();
  assert.equal(first.status, 202);
  const answer = await first.text();
  assert.equal(JSON.parse(answer).outcome, 'captured');
  assert.equal(await (await post()).text(), answer, 'the same key and body give the same answer');
  await until(
    () => site.json<SearchPage>('search', 'ocelot'),
    (found) => found.total === 1,
  );
  const customer = await fetch(`${address}/v1/customers/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'phone', value: '+1 202 555 0143' }),
  });
  assert.equal(((await customer.json()) as SearchPage).total, 1, 'found by another spelling of the phone number');
});

test('metadata that arrives late is joined and makes a new version; what has no contact is listed', async () => {
  const csv = 'call_id,queue_name,agent_id,answered\ncall-9,billing,a1,2026-10-05T15:00:03Z\ncall-10,sales,a1,2026-10-05T16:00:00Z\n';
  const metadata = await site.write('cdr.csv', csv);
  const mapping = await site.write(
    'cdr.yaml',
    'columns:\n  call_id: externalId\n  queue_name: queue\n  agent_id: agent\n  answered: answeredAt\n',
  );
  await site.json<IngestAnswer>('ingest', '--metadata', metadata, '--mapping', mapping, '--source', 'phone');
  const page = await until(
    () => site.json<SearchPage>('search', 'ocelot'),
    (found) => found.items[0]?.queue === 'billing',
  );
  assert.equal(page.total, 1);
  const waiting = await site.json<{ join: { externalId?: string } }[]>('metadata');
  assert.deepEqual(
    waiting.map((row) => row.join.externalId),
    ['call-10'],
  );
});

test('a page of another site can neither read nor make the server read files', async () => {
  assert.equal(await statusWithHost('evil.example'), 403);
  const body = JSON.stringify({ paths: ['/etc/hostname'], source: 'x' });
  const headers = { 'content-type': 'application/json' };
  assert.equal((await fetch(`${address}/v1/ingests`, { method: 'POST', headers, body })).status, 403);
});
