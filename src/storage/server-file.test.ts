import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readServerFile, removeServerFile, writeServerFile } from './server-file.ts';

describe('server file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const server = { address: 'http://127.0.0.1:4127', token: 'secret', pid: process.pid };

  test('says where the server is, to its owner only, until it is removed', async () => {
    assert.equal(await readServerFile(folder), null);
    await writeServerFile(folder, server);
    assert.deepEqual(await readServerFile(folder), server);
    assert.equal((await stat(join(folder, 'server.json'))).mode & 0o777, 0o600);
    await removeServerFile(folder);
    assert.equal(await readServerFile(folder), null);
  });

  test('a server that is gone is none', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await writeServerFile(folder, { ...server, pid });
    assert.equal(await readServerFile(folder), null);
  });

  for (const text of ['', '{', 'null', '{"address":"x"}', '{"address":"http://a","token":"t","pid":-1}']) {
    test(`${JSON.stringify(text)} is none`, async () => {
      await writeFile(join(folder, 'server.json'), text);
      assert.equal(await readServerFile(folder), null);
    });
  }
});
