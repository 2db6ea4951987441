import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readItems, readOne, reasonsOf } from './testing/read-items.ts';

const good = (id: string) => JSON.stringify({ id, channel: 'chat', turns: [{ speaker: 'customer', text: 'hello' }] });

const refused: readonly [what: string, content: string | Uint8Array, name: string, reason: RegExp][] = [
  ['0 bytes', '', 'a.jsonl', /empty/],
  ['0 bytes in gzip', gzipSync(''), 'a.jsonl.gz', /empty/],
  ['blank lines only', '\n\n  \n', 'a.txt', /no reader for text/],
  ['a picture called csv', Buffer.from('\u0089PNG\r\n\u001a\n0000', 'latin1'), 'a.csv', /PNG/],
  ['a zip', Buffer.from('PK\u0003\u0004aaaa', 'latin1'), 'a.jsonl', /zip archive/],
  ['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)), 'a.json', /binary content/],
  ['prose', 'Once upon a time there was a call centre.', 'a.txt', /text of an unknown kind/],
  ['gzip in gzip', gzipSync(gzipSync(good('x'))), 'a.gz', /gzip inside gzip/],
  [
    'truncated JSON document',
    `${JSON.stringify([{ id: 'a', channel: 'chat', turns: [] }], null, 1).slice(0, -3)}`,
    'a.json',
    /not valid JSON/,
  ],
  ['JSON of another kind', '{"colour":"green"}', 'a.json', /no reader/],
];

test('what is no conversation is refused with a reason and a fingerprint, and never thrown', async () => {
  for (const [what, content, name, reason] of refused) {
    const items = await readItems(content, { name });
    assert.equal(items.length, 1, what);
    assert.match(reasonsOf(items)[0] ?? '', reason, what);
    assert.ok(items[0]?.kind === 'unreadable' && items[0].fingerprint, what);
  }
});

test('a gzip bomb is refused by its ratio', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32), { level: 9 });
  const items = await readItems(Buffer.from(bomb), { name: 'bomb.jsonl.gz', context: { format: 'conversation' } });
  assert.match(reasonsOf(items).at(-1) ?? '', /decompression bomb/);
});

test('a truncated gzip gives what it holds and says that it is damaged', async () => {
  const lines = Array.from({ length: 2000 }, (_, index) =>
    JSON.stringify({ id: `c${index}`, channel: 'chat', turns: [{ speaker: 'customer', text: `text ${(index * 7919) % 1009}` }] }),
  );
  const whole = gzipSync(lines.join('\n'));
  const items = await readItems(whole.subarray(0, whole.length / 2), { name: 'a.jsonl.gz' });
  assert.ok(items.filter(({ kind }) => kind === 'interaction').length > 100);
  assert.match(reasonsOf(items).at(-1) ?? '', /damaged gzip/);
});

test('a 10 MB line is parked alone', async () => {
  const huge = `{"id":"huge","channel":"chat","turns":[{"speaker":"c","text":"${'x'.repeat(10_000_000)}"}]}`;
  const items = await readItems([good('a'), huge, good('b')].join('\n'), { name: 'a.jsonl' });
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['interaction', 'unreadable', 'interaction'],
  );
  assert.match(reasonsOf(items)[0] ?? '', /line of 100000\d\d bytes is over the limit/);
});

test('bad UTF-8 is shown as such, Windows-1252 is recognised, and both are warned of', async () => {
  const bad = Buffer.concat([
    Buffer.from('{"id":"a","channel":"chat","turns":[{"speaker":"customer","text":"caf\u00e9 '),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}]}'),
  ]);
  const replaced = await readOne(bad, { name: 'a.jsonl' });
  assert.equal(replaced.turns[0]?.text, 'caf\u00e9 \uFFFD\uFFFD');
  assert.match(replaced.warnings.join(), /not UTF-8/);
  const windows = Buffer.from('{"id":"a","channel":"chat","turns":[{"speaker":"customer","text":"caf\u00e9 \u0093hi\u0094"}]}', 'latin1');
  const read = await readOne(windows, { name: 'a.jsonl' });
  assert.equal(read.turns[0]?.text, 'caf\u00e9 \u201chi\u201d');
  assert.match(read.warnings.join(), /Windows-1252/);
});

test('deep nesting ends as a plain answer', async () => {
  const deep = `{"id":"a","channel":"chat","turns":[{"speaker":"customer","text":"hi"}],"meta":{"deep":${'['.repeat(200_000)}${']'.repeat(200_000)},"kept":"yes"}}`;
  const items = await readItems([deep, good('b')].join('\n'), { name: 'a.jsonl' });
  assert.equal(items.length, 2);
  assert.equal(items[1]?.kind, 'interaction');
});

test('names that JavaScript treats specially are names like any other', async () => {
  const read = await readOne(
    '{"id":"a","channel":"chat","turns":[{"speaker":"__proto__","text":"hi"}],"meta":{"__proto__":"x","constructor":"y"}}',
    { name: 'a.jsonl' },
  );
  assert.equal(Object.getPrototypeOf(read.attributes), Object.prototype);
  assert.equal(read.attributes.constructor, 'y');
  assert.equal(({} as Record<string, unknown>).x, undefined);
});

test('an id made from a path never leaves its folder', async () => {
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nhello';
  const read = await readOne(vtt, { name: '../../etc/pass wd.vtt' });
  assert.equal(read.externalId, 'etc/pass wd');
});

test('an id that is too long parks its contact and not the file', async () => {
  const items = await readItems([good('x'.repeat(600)), good('b')].join('\n'), { name: 'a.jsonl' });
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['unreadable', 'interaction'],
  );
});
