import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomerKey } from '../../domain/interaction.ts';
import type { ContactTraits } from '../../storage/contact-traits.ts';
import { findRepeats, repeated } from './find-repeats.ts';
import { linkCustomers } from './link-customers.ts';
import { repeatRates } from './repeat-rates.ts';

/** `a:1 p:2` is account 1 and phone 2. */
function keysOf(text: string): CustomerKey[] {
  const kinds = { a: 'account', e: 'email', p: 'phone' } as const;
  return text
    .split(' ')
    .filter(Boolean)
    .map((part) => ({ kind: kinds[part[0] as keyof typeof kinds], key: part.slice(2) }));
}

/** Which contacts are of one customer: the same letter; `-` for nobody known. */
const linkings: readonly [what: string, keys: readonly string[], customers: string][] = [
  ['one account', ['a:1', 'a:1', 'a:2'], 'AAB'],
  ['keys chain over channels', ['a:1 p:5', 'p:5', 'e:9 a:1', 'e:9'], 'AAAA'],
  ['a household phone does not join two accounts', ['a:1 p:5', 'a:2 p:5'], 'AB'],
  ['a mistyped account is known by its mailbox', ['a:1 e:5', 'a:1 e:5', 'a:9 e:5', 'a:2 e:6'], 'AAAB'],
  ['two accounts that are both in use share a mailbox', ['a:1 e:5', 'a:1', 'a:2 e:5', 'a:2'], 'AABB'],
  ['who called from a household phone is not known', ['a:1 p:5', 'a:2 p:5', 'p:5'], 'AB-'],
  ['without a key there is no customer', ['', '', 'a:1'], '--A'],
  [
    'a switchboard is nobody',
    [...Array.from({ length: 25 }, (_, number) => `e:${number} p:0`), 'p:0', 'p:0'],
    `${'ABCDEFGHIJKLMNOPQRSTUVWXY'}--`,
  ],
  ['a phone alone is a customer', ['p:7', 'p:7', 'p:8'], 'AAB'],
];
for (const [what, keys, expected] of linkings) {
  test(`customers are told by their keys: ${what}`, () => {
    const linked = linkCustomers(keys.map((text) => ({ customerKeys: keysOf(text) })));
    const letters = new Map<number, string>();
    const shown = linked.map((customer) => {
      if (customer === null) return '-';
      if (!letters.has(customer)) letters.set(customer, String.fromCharCode(65 + letters.size));
      return letters.get(customer);
    });
    assert.equal(shown.join(''), expected);
  });
}

const dayMs = 86_400_000;
function contact(day: number, keys: string, more: Partial<ContactTraits['fields']> & { caseId?: string } = {}): ContactTraits {
  const { caseId = '', ...fields } = more;
  return {
    id: `${day}-${keys}`,
    startedAt: day * dayMs,
    endedAt: day * dayMs + 300_000,
    customerKeys: keysOf(keys),
    caseId,
    fields: { direction: 'inbound', channel: 'voice', language: 'en', queue: '', team: '', agent: '', reason: '', driver: '', ...fields },
    attributes: {},
    measures: {},
    signals: {},
    met: new Set(),
    missed: new Set(),
  };
}

/** Day 100 is the newest contact: what happened within seven days before is not over. */
const end = contact(100, 'a:end');
const week = { days: 7, kind: 'any' } as const;
const courses: readonly [what: string, contacts: readonly ContactTraits[], kind: 'any' | 'same', expected: 0 | 1 | null][] = [
  ['again within the week, on another channel', [contact(10, 'a:1'), contact(12, 'a:1', { channel: 'email' })], 'any', 1],
  ['again after the week', [contact(10, 'a:1'), contact(18, 'a:1')], 'any', 0],
  ['another customer', [contact(10, 'a:1'), contact(12, 'a:2')], 'any', 0],
  ['our own call back', [contact(10, 'a:1'), contact(12, 'a:1', { direction: 'outbound' })], 'any', 0],
  ['dropped and taken up again after eight minutes', [contact(10, 'a:1'), contact(10 + 13 / 1440, 'a:1')], 'any', 0],
  ['the week is not over', [contact(95, 'a:1')], 'any', null],
  ['nobody knows who it was', [contact(10, '')], 'any', null],
  [
    'the same driver',
    [contact(10, 'a:1', { driver: 'd1' }), contact(11, 'a:1', { driver: 'd2' }), contact(12, 'a:1', { driver: 'd1' })],
    'same',
    1,
  ],
  ['another driver', [contact(10, 'a:1', { driver: 'd1' }), contact(12, 'a:1', { driver: 'd2' })], 'same', 0],
  [
    'another driver of the same case',
    [contact(10, 'a:1', { driver: 'd1', caseId: 'c' }), contact(12, 'a:1', { driver: 'd2', caseId: 'c' })],
    'same',
    1,
  ],
  ['nothing known of either', [contact(10, 'a:1'), contact(12, 'a:1')], 'same', 0],
];
for (const [what, contacts, kind, expected] of courses) {
  test(`a repeat within seven days (${kind}): ${what}`, () => {
    const [first] = findRepeats([...contacts, end]);
    assert.ok(first);
    assert.equal(repeated(first, { ...week, kind }), expected);
  });
}

test('rates count the first contact’s group, and say what was left out', () => {
  const contacts = Array.from({ length: 40 }, (_, number) => [
    contact(number, `a:${number}`, { queue: number % 2 === 0 ? 'care' : 'sales' }),
    ...(number % 4 === 0 ? [contact(number + 0.5, `a:${number}`, { queue: 'desk' })] : []),
  ]).flat();
  const rates = repeatRates(contacts, findRepeats(contacts), { days: 7, kind: 'any', by: 'queue' });
  const care = rates.find(({ group }) => group === 'care');
  // Days 34 and later are younger than a week on day 39.
  assert.deepEqual([care?.contacts, care?.n, care?.repeats, care?.leftOut.tooRecent], [20, 17, 9, 3]);
  assert.ok(care?.interval && care.interval[0] < 9 / 17 && care.interval[1] > 9 / 17);
  assert.equal(rates.find(({ group }) => group === 'desk')?.repeats, 0);
});
