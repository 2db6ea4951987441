import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideDateOrder, readWrittenTime, wallOf } from './local-date.ts';

function order(...texts: string[]) {
  return decideDateOrder(texts.map((text) => readWrittenTime(text)).filter((time) => time !== null));
}

test('the order of day and month is decided over all dates', () => {
  assert.deepEqual(order('03/04/2025', '13/04/2025'), { order: 'dmy', certain: true });
  assert.deepEqual(order('03/04/2025', '03/14/2025'), { order: 'mdy', certain: true });
  assert.deepEqual(order('2025/03/04'), { order: 'ymd', certain: true });
  // Nothing above 12: the place that changes more is the day.
  assert.deepEqual(order('03/01/25', '03/02/25', '03/05/25'), { order: 'mdy', certain: true });
  assert.deepEqual(order('03/04/2025'), { order: 'dmy', certain: false });
});

const written: readonly [text: string, order: 'dmy' | 'mdy' | 'ymd', iso: string | null][] = [
  ['31/12/2024, 10:05:11', 'dmy', '2024-12-31T10:05:11.000Z'],
  ['12/31/24, 10:05\u202fPM', 'mdy', '2024-12-31T22:05:00.000Z'],
  ['12/31/24, 12:05 a.m.', 'mdy', '2024-12-31T00:05:00.000Z'],
  ['31.12.24 09.30', 'dmy', '2024-12-31T09:30:00.000Z'],
  ['2024-12-31 9:30', 'ymd', '2024-12-31T09:30:00.000Z'],
  ['31/12/2024', 'mdy', null],
];

test('dates in figures are read in the given order', () => {
  for (const [text, inOrder, iso] of written) {
    const time = readWrittenTime(text);
    assert.ok(time, text);
    const wallMs = wallOf(time, inOrder);
    assert.equal(wallMs === null ? null : new Date(wallMs).toISOString(), iso, text);
  }
});
