import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellValue, Rule } from '../../api.ts';
import { obligationsAmong } from './compliance-queries.ts';
import { isOutside, standingOf } from './prepare-register.ts';

const cell: CellValue = { state: 'measured', value: 0.9, interval: [0.85, 0.94], n: 200, unknown: 30 };

test('an obligation is kept where it is met, a prohibition where nothing was found', () => {
  const required = standingOf(cell, 'require');
  assert.deepEqual([required.kept, required.missed, required.judged, required.notJudged], [180, 20, 200, 30]);
  assert.deepEqual([required.rate?.text, required.rate?.range], ['90 %', '95 %: 85 % to 94 %']);
  const forbidden = standingOf(cell, 'detect');
  assert.deepEqual([forbidden.kept, forbidden.missed], [20, 180]);
  assert.deepEqual(
    forbidden.rate?.interval.map((bound) => Math.round(bound * 100)),
    [6, 15],
  );
});

test('fewer than ten have counts and no rate', () => {
  const few = standingOf({ ...cell, n: 8, value: 0.75 }, 'require');
  assert.deepEqual([few.kept, few.missed, few.rate], [6, 2, null]);
  assert.deepEqual(standingOf(undefined, 'require'), { kept: 0, missed: 0, judged: 0, notJudged: 0, rate: null });
});

test('a group stands out when its interval does not meet the overall one', () => {
  const whole = standingOf(cell, 'require');
  assert.equal(isOutside(standingOf({ ...cell, value: 0.5, interval: [0.4, 0.6] }, 'require'), whole), true);
  assert.equal(isOutside(standingOf({ ...cell, value: 0.8, interval: [0.7, 0.9] }, 'require'), whole), false);
});

test('obligations are rules that require, and prohibitions by their tag, gravest first', () => {
  const rules = [
    { id: 'a', name: 'A', manner: 'require', tags: [], severity: 'minor' },
    { id: 'b', name: 'B', manner: 'detect', tags: ['prohibition'], severity: 'critical' },
    { id: 'c', name: 'C', manner: 'detect', tags: ['quality'], severity: 'critical' },
  ] as unknown as readonly Rule[];
  assert.deepEqual(
    obligationsAmong(rules).map(({ id }) => id),
    ['b', 'a'],
  );
});
