import assert from 'node:assert/strict';
import { test } from 'node:test';
import { navigationPages } from '../navigation.ts';
import { prepareCommands } from './prepare-commands.ts';

const known: Parameters<typeof prepareCommands>[1] = {
  pages: navigationPages,
  drivers: [
    { id: 'd1', name: 'billing address change' },
    { id: 'd2', name: 'higher bill' },
  ] as unknown as Parameters<typeof prepareCommands>[1]['drivers'],
  rules: [{ id: 'bill-explained', name: 'Bill explained' }] as unknown as Parameters<typeof prepareCommands>[1]['rules'],
  recent: [{ id: 'c1', channel: 'voice', startedAt: '2026-11-01T10:00:00Z' }],
  moment: { timeZone: 'UTC', thisYear: 2026 },
};

const cases: readonly [string, readonly string[]][] = [
  ['bill', ['Bill explained', 'Billing address change', 'Higher bill', 'Conversations with “bill”']],
  ['address bill', ['Billing address change', 'Conversations with “address bill”']],
  ['zebra', ['Conversations with “zebra”']],
];

for (const [words, names] of cases) {
  test(`“${words}” offers ${names.length} commands, names that begin with it first`, () => {
    assert.deepEqual(
      prepareCommands(words, known).map(({ name }) => name),
      names,
    );
  });
}

test('before anything is typed there are pages and recent conversations', () => {
  const commands = prepareCommands(' ', known);
  assert.deepEqual(new Set(commands.map(({ kind }) => kind)), new Set(['page', 'recent']));
  assert.equal(commands.at(-1)?.name, 'Call, 1 Nov, 10:00');
});

test('every page has a letter of its own', () => {
  assert.equal(new Set(navigationPages.map(({ key }) => key)).size, navigationPages.length);
});
