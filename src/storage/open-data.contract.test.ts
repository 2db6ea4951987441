import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../domain/errors.ts';
import type { BlobHash } from '../domain/ids.ts';
import { openData } from './open-data.ts';
import { writeServerFile } from './server-file.ts';
import { generateCapture } from './testing/generate-capture.ts';

const program = join(import.meta.dirname, 'testing', 'ingest-until-killed.ts');
const tenant = 'default';
const batchSize = 40;

describe('a data folder', () => {
  let parent: string;
  let folder: string;
  let count = 0;
  before(async () => {
    parent = await mkdtemp(join(tmpdir(), 'earshot-'));
  });
  beforeEach(() => {
    folder = join(parent, `data-${count++}`);
  });
  after(() => rm(parent, { recursive: true, force: true }));

  test('killed at any moment, loses nothing acknowledged, and every job is done or can be leased', { timeout: 120_000 }, async () => {
    const file = join(parent, 'original');
    await writeFile(file, Buffer.alloc(100_001, 'original '));
    const said: Record<string, string[]> = { blob: [], captured: [], stored: [], completed: [] };
    let first = 0;
    for (const acknowledged of [1, 2, 3, 4, 11]) {
      const lines = await runAndKill([folder, String(first), file], acknowledged);
      for (const line of lines) {
        const [what = '', value = ''] = line.split(' ');
        said[what]?.push(value);
      }
      first += 4000;
    }
    assert.ok((said.stored?.length ?? 0) > 0, 'something was acknowledged before a kill');
    const data = await openData(folder, { tenant });
    try {
      for (const hash of said.blob ?? []) assert.ok((await data.blobs.read(hash as BlobHash).toArray()).length > 0);
      const open = new Set((await data.records.jobs.lease(100_000, 60_000)).map(({ interaction }) => interaction));
      for (const start of said.captured ?? []) {
        for (const number of numbersOf(start)) {
          const { id, content } = generateCapture(number);
          assert.deepEqual((await data.records.captures.read(id))?.content, content);
          assert.ok(open.has(id) || (await data.content.get(id)) !== null, 'neither done nor waiting');
        }
      }
      for (const start of said.stored ?? []) {
        for (const number of numbersOf(start)) assert.ok(await data.content.get(generateCapture(number).id), 'stored and gone');
      }
      const done = new Set((said.completed ?? []).flatMap(numbersOf).map((number) => generateCapture(number).id));
      assert.ok(
        [...open].every((id) => !done.has(id)),
        'a completed job came back',
      );
      assert.equal((await data.content.search({ text: 'refund' })).total > 0, true);
    } finally {
      await data.close();
    }
  });

  test('holds nothing of the originals in clear', async () => {
    const secrets = ['4111 1111 1111 1111', '4111111111111111', 'Dorothea Quillfeather', 'quillfeather@example.com', 'Quillfeather.eml'];
    const data = await openData(folder, { tenant });
    const original = Buffer.from(secrets.join('\n').repeat(50));
    const { hash } = await data.blobs.put(Readable.from([original]));
    const plain = generateCapture(1);
    const content = {
      ...plain.content,
      turns: [{ participant: 'c', text: secrets.join(' ') }],
      participants: [
        { id: 'c', role: 'customer' as const, roleConfidence: 1, name: 'Dorothea Quillfeather', ref: 'Dorothea Quillfeather' },
      ],
      customer: { email: 'quillfeather@example.com' },
      media: [{ name: 'Quillfeather.eml' }],
    };
    await data.records.captures.record([{ ...plain, content, mediaBlobs: [hash], originBlob: hash }], 60_000);
    const parked = { source: 'mail', name: 'Quillfeather.eml', position: null, reason: secrets.join(), originBlob: hash, fingerprint: 'f' };
    await data.records.parking.park(parked);
    const by = { externalId: 'Dorothea Quillfeather', fileName: 'Quillfeather.eml', agent: 'Dorothea Quillfeather' };
    await data.records.metadata.put([{ id: 'row', source: 'mail', fields: { name: 'Dorothea Quillfeather' }, join: by }]);
    await data.records.idempotency.begin('Dorothea Quillfeather', 'r');
    await data.records.idempotency.finish('Dorothea Quillfeather', 200, secrets.join());
    await data.records.seenFiles.add('mail', '/in/Quillfeather.eml', 'm');
    const turns = [{ participant: 'c', text: secrets.join(' '), channel: 0, role: 'customer' as const, roleConfidence: 1 }];
    await data.records.transcripts.put('Quillfeather.eml', {
      media: {},
      turns,
      events: [],
      language: null,
      held: null,
      warnings: [],
      versions: {},
    });
    const whileOpen = await clearIn(folder, secrets);
    assert.notDeepEqual(await clearIn(folder, ['mail']), [], 'a name that is no secret is found, so the search works');
    await data.close();
    assert.deepEqual([...whileOpen, ...(await clearIn(folder, secrets))], []);
  });

  test('belongs to one process: the next is told where it is served', async () => {
    const data = await openData(folder, { tenant });
    try {
      await assert.rejects(openData(folder, { tenant }), (error: AppError) => error.code === 'locked');
      await writeServerFile(folder, { address: 'http://127.0.0.1:4127', token: 't', pid: process.pid });
      await assert.rejects(openData(folder, { tenant }), /127\.0\.0\.1:4127/);
    } finally {
      await data.close();
    }
    await (await openData(folder, { tenant })).close();
  });

  test('makes a key once, says so, and refuses any other', async () => {
    const notices: string[] = [];
    const onNotice = (text: string) => notices.push(text);
    await (await openData(folder, { tenant, onNotice })).close();
    await (await openData(folder, { tenant, onNotice })).close();
    assert.equal(notices.length, 1);
    assert.equal((await stat(join(folder, 'key'))).mode & 0o777, 0o600);
    const isMissingKey = (error: AppError) => error.code === 'missing-key';
    await assert.rejects(openData(folder, { tenant, key: randomBytes(32).toString('hex') }), isMissingKey);
    await assert.rejects(openData(folder, { tenant, key: 'short' }), isMissingKey);
    await assert.rejects(openData(folder, { tenant, keyFile: join(folder, 'nowhere') }), isMissingKey);
    const key = (await readFile(join(folder, 'key'), 'utf8')).trim();
    await rm(join(folder, 'key'));
    await assert.rejects(openData(folder, { tenant }), isMissingKey);
    await (await openData(folder, { tenant, key: Buffer.from(key, 'base64').toString('hex') })).close();
  });
});

/** Kills the program at a random moment after it has acknowledged so many things; gives the lines it printed. */
async function runAndKill(args: readonly string[], acknowledged: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const reached = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk;
      if (printed.split('\n').length > acknowledged) resolve();
    });
  });
  const exited = once(child, 'exit');
  await Promise.race([reached, exited]);
  await sleep(Math.random() * 50);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  assert.equal(signal, 'SIGKILL', 'it ran until it was killed');
  return printed.split('\n').slice(0, -1);
}

function numbersOf(start: string): number[] {
  return Array.from({ length: batchSize }, (_, index) => Number(start) + index);
}

/** Files under the folder in which one of the texts can be read, in UTF-8 or UTF-16. */
async function clearIn(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text.toLowerCase())]);
  const found: string[] = [];
  for (const entry of globSync('**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (needles.some((needle) => bytes.includes(needle) || path.includes(needle.toString()))) found.push(path);
  }
  return found;
}
