import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findFiles } from './find-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-find-'));
});
afterEach(() => rm(folder, { recursive: true }));

const found = async (...paths: string[]) =>
  (await Array.fromAsync(findFiles(paths))).map(({ relativePath, obstacle, sidecar }) => ({ relativePath, obstacle, sidecar }));

test('links and pipes inside a folder are told, never followed or waited for; loops end', async () => {
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'sub', 'a.jsonl'), '{}');
  await symlink('.', join(folder, 'loop'));
  await symlink('/etc/hostname', join(folder, 'sub', 'host.jsonl'));
  execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
  const files = await found(folder);
  assert.deepEqual(
    files.map(({ relativePath, obstacle }) => [relativePath, obstacle?.split(':')[0]]),
    [
      ['loop', 'a symbolic link is not followed'],
      ['pipe.jsonl', 'neither a file nor a folder'],
      ['sub/a.jsonl', undefined],
      ['sub/host.jsonl', 'a symbolic link is not followed'],
    ],
  );
});

test('a path that is missing or no file is a mistake of the command: nothing is read before it is told', async () => {
  await writeFile(join(folder, 'a.jsonl'), '{}');
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await assert.rejects(found(join(folder, 'a.jsonl'), join(folder, 'none')), /does not exist/u);
  await assert.rejects(found(join(folder, 'pipe')), /neither a file nor a folder/u);
});

test('a sidecar belongs to the recording beside it, packed or not', async () => {
  await writeFile(join(folder, 'a.wav'), 'x');
  await writeFile(join(folder, 'a.wav.json'), '{"queue":"sales"}');
  await writeFile(join(folder, 'b.wav.gz'), 'x');
  await writeFile(join(folder, 'b.wav.json'), '{"queue":"billing"}');
  await writeFile(join(folder, 'c.wav'), 'x');
  await writeFile(join(folder, 'c.wav.json'), '{half');
  assert.deepEqual(await found(folder), [
    { relativePath: 'a.wav', obstacle: undefined, sidecar: { queue: 'sales' } },
    { relativePath: 'b.wav.gz', obstacle: undefined, sidecar: { queue: 'billing' } },
    { relativePath: 'c.wav', obstacle: undefined, sidecar: { sidecarUnreadable: true } },
  ]);
});
