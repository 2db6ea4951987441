import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSlice, type WrittenSlice } from './read-slice.ts';

const march = { from: '2026-03-01', to: '2026-04-01' };
const written: readonly [text: string, slice: WrittenSlice][] = [
  ['2026-03-01..2026-04-01', { filters: [], period: march }],
  ['queue=care', { filters: [{ dimension: 'queue', in: ['care'] }] }],
  [
    'attribute:plan=gold|silver,2026-03-01..2026-04-01',
    { filters: [{ dimension: 'attribute:plan', in: ['gold', 'silver'] }], period: march },
  ],
];
for (const [text, slice] of written) test(`${text} is understood`, () => assert.deepEqual(readSlice(text), slice));

for (const text of [
  '',
  'queue',
  'queue=',
  '=care',
  '2026-04-01..2026-03-01',
  '2026-03-01..',
  '2026-03-01..2026-04-01,2026-04-01..2026-05-01',
]) {
  test(`“${text}” is refused`, () => assert.throws(() => readSlice(text), { code: 'bad-usage' }));
}
