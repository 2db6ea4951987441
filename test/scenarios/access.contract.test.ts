import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import type { AuditRow } from '../../src/domain/audit.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { createSite, type Site } from './earshot.ts';

/** A site gets its first account: from then on nobody reads without signing in, and who read what can be proved. */
let site: Site;
let server: ChildProcess;
let address = '';
let token = '';

const chat = {
  id: 'chat-1',
  channel: 'chat',
  startedAt: '2026-10-05T14:00:00Z',
  participants: [
    { id: 'a', role: 'agent', ref: 'a17', team: 'North' },
    { id: 'c', role: 'customer' },
  ],
  turns: [
    { speaker: 'a', text: 'How can I reach you?', at: '2026-10-05T14:02:00Z' },
    { speaker: 'c', text: 'On 202-555-0143 please', at: '2026-10-05T14:03:00Z' },
  ],
};

before(async () => {
  site = await createSite('country: US\n');
  server = site.start('serve', '--port', '0', '--no-sample');
  for await (const _chunk of server.stdout ?? []) {
    const written = await readFile(join(site.folder, 'data/server.json'), 'utf8').catch(() => '');
    if (written === '') continue;
    ({ address, token } = JSON.parse(written));
    break;
  }
});
after(async () => {
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'close');
  }
  await site.remove();
});

async function ask<Body>(path: string, headers: Record<string, string> = {}, body?: object): Promise<{ status: number; body: Body }> {
  const sent = body && { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(address + path, { headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, ...sent });
  return { status: answer.status, body: (await answer.json()) as Body };
}

test('the first account closes the door, and the command line keeps its own', async () => {
  await site.run('ingest', await site.write('chats.jsonl', `${JSON.stringify(chat)}\n`));
  assert.equal((await ask('/v1/interactions')).status, 200);
  const refused = await site.runWithInput('too short\n', 'accounts', 'add', 'ada', '--role', 'compliance');
  assert.equal(refused.code, 1);
  const added = await site.runWithInput('three quiet blue rivers\n', 'accounts', 'add', 'ada', '--role', 'compliance');
  assert.deepEqual([added.code, added.stdout], [0, 'ada may sign in as compliance.\n']);
  assert.equal((await ask('/v1/interactions')).status, 401);
  assert.equal((await site.json<SearchPage>('list')).total, 1);
});

test('what redaction took out comes from the sealed capture, for a reason and on record', async () => {
  const machine = { authorization: `Bearer ${token}` };
  const page = await ask<SearchPage>('/v1/interactions', machine);
  const id = page.body.items[0]?.id ?? '';
  const kept = await ask(`/v1/interactions/${id}`, machine);
  assert.ok(!JSON.stringify(kept.body).includes('0143'));
  const original = await ask<{ turns: { text: string }[] }>(`/v1/interactions/${id}/unredacted`, machine, { reason: 'legal-request' });
  assert.equal(original.body.turns[1]?.text, 'On 202-555-0143 please');
  const rows = await site.json<AuditRow[]>('audit', 'list', '--subject', id);
  assert.deepEqual(
    rows.map(({ actor, action, detail }) => [actor, action, detail]),
    [
      ['machine', 'unredacted', 'legal-request'],
      ['machine', 'open', ''],
    ],
  );
});

test('a log that somebody changed is told by exit 1 and the first broken row', async () => {
  assert.equal((await site.run('audit', 'verify')).code, 0);
  const file = new DatabaseSync(join(site.folder, 'data/records.sqlite'));
  file.exec("UPDATE audit_log SET detail = 'complaint' WHERE action = 'unredacted'");
  file.close();
  const { code, stdout } = await site.run('audit', 'verify');
  assert.equal(code, 1);
  assert.match(stdout, /^Row 3 is not what was written; the 2 rows before it are as they were written\.$/m);
});
