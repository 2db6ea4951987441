import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ByteRange, parseByteRange } from './byte-range.ts';

const cases: readonly [string | undefined, ByteRange | 'unsatisfiable' | undefined][] = [
  [undefined, undefined],
  ['bytes=0-', { start: 0, end: 100 }],
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=10-19', { start: 10, end: 20 }],
  ['bytes=90-500', { start: 90, end: 100 }],
  ['bytes=-10', { start: 90, end: 100 }],
  ['bytes=-500', { start: 0, end: 100 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=20-10', undefined],
  ['bytes=0-1,5-6', undefined],
  ['items=0-1', undefined],
  ['bytes=-', undefined],
];

for (const [header, expected] of cases) {
  test(`${header ?? 'no header'} of 100 bytes`, () => assert.deepEqual(parseByteRange(header, 100), expected));
}
