import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, beforeEach, test } from 'node:test';
import type { Records } from './records.ts';
import { openSqliteRecords } from './sqlite/sqlite-records.ts';
import { createVault } from './vault/aes-vault.ts';

let folder: string;
let records: Records;
let file: DatabaseSync;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-audit-'));
});
beforeEach(async () => {
  file?.close();
  await records?.close();
  const path = join(folder, `${randomBytes(6).toString('hex')}.sqlite`);
  records = openSqliteRecords({ path, vault: createVault(randomBytes(32)), tenant: 'default' });
  file = new DatabaseSync(path);
  const entries = Array.from({ length: 6 }, (_, index) => ({
    actor: 'account:a',
    action: 'open' as const,
    subject: `i${index}`,
    detail: '',
  }));
  await records.access.audit.append(entries.slice(0, 4));
  await records.access.audit.append(entries.slice(4));
});
after(async () => {
  file.close();
  await records.close();
  await rm(folder, { recursive: true, force: true });
});

const verify = (head?: string) => records.access.audit.verify(head);

test('rows as they were written are intact, and a head noted earlier is still among them', async () => {
  const first = await verify();
  assert.ok(first.intact && first.rows === 6);
  await records.access.audit.append([{ actor: 'machine', action: 'export', subject: 'i9', detail: '' }]);
  assert.equal((await verify(first.head)).intact, true);
  assert.deepEqual(await verify('0'.repeat(31)), { intact: false, rows: 7, brokenAt: 8, reason: 'missing' });
});

/** Each by somebody who can write the file and has not the key. */
const tampering: readonly [string, string, { brokenAt: number; reason: string }][] = [
  ['another reader', "UPDATE audit_log SET actor = 'account:b' WHERE sequence = 3", { brokenAt: 3, reason: 'changed' }],
  ['another time', "UPDATE audit_log SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 1", { brokenAt: 1, reason: 'changed' }],
  ['another reason', "UPDATE audit_log SET detail = 'dispute' WHERE sequence = 6", { brokenAt: 6, reason: 'changed' }],
  [
    'a hash of its own',
    "UPDATE audit_log SET hash = 'ffffffffffffffffffffffffffffffff' WHERE sequence = 2",
    { brokenAt: 2, reason: 'changed' },
  ],
  ['a row taken out', 'DELETE FROM audit_log WHERE sequence = 4', { brokenAt: 4, reason: 'missing' }],
  [
    'a row taken out and the others moved up',
    'DELETE FROM audit_log WHERE sequence = 4; UPDATE audit_log SET sequence = sequence - 1 WHERE sequence > 4',
    { brokenAt: 4, reason: 'changed' },
  ],
  ['the newest row taken out', 'DELETE FROM audit_log WHERE sequence = 6', { brokenAt: 6, reason: 'missing' }],
  ['everything taken out', 'DELETE FROM audit_log', { brokenAt: 1, reason: 'missing' }],
  ['the end forgotten as well', 'DELETE FROM audit_log WHERE sequence > 4; DELETE FROM audit_head', { brokenAt: 5, reason: 'missing' }],
  [
    'a row put in at the end',
    'INSERT INTO audit_log SELECT 7, at, actor, action, subject, detail, hash FROM audit_log WHERE sequence = 6',
    { brokenAt: 7, reason: 'changed' },
  ],
];

for (const [what, sql, expected] of tampering) {
  test(`${what} is seen, and the first broken row is named`, async () => {
    file.exec(sql);
    const verdict = await verify();
    assert.ok(!verdict.intact);
    assert.deepEqual({ brokenAt: verdict.brokenAt, reason: verdict.reason }, expected);
  });
}

test('accounts and keys cannot be made or changed in the file', async () => {
  const text = JSON.stringify(file.prepare('SELECT * FROM accounts').all());
  assert.equal(text, '[]');
  file.exec("INSERT INTO accounts (id, name_key, payload) VALUES ('x', 'y', x'00')");
  await assert.rejects(records.access.accounts.get('x'));
});
