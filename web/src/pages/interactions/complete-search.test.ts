import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeSearch } from './complete-search.ts';

const known = {
  facets: {
    queue: [
      { value: 'Billing North', count: 1200 },
      { value: 'sales', count: 3 },
    ],
    driver: [{ value: 'd1', count: 5 }],
    rule: [{ value: 'greeting', count: 9 }],
  },
  labelOf: (field: string, value: string) => (field === 'driver' ? 'Higher bill' : value),
};

/** Text with the caret at `|`, and what may be inserted. */
const cases: readonly [string, readonly string[]][] = [
  ['que|', ['queue:']],
  ['refund dur|', ['duration>']],
  ['-te|', ['-team:']],
  ['queue:|', ['queue:"Billing North" ', 'queue:sales ']],
  ['queue:sales,bil|', ['queue:sales,"Billing North" ']],
  ['driver:bill|', ['driver:d1 ']],
  ['missed:gr|', ['missed:greeting ']],
  ['"que|', []],
  ['duration:|', []],
];

for (const [marked, inserts] of cases) {
  test(`${marked} can become ${inserts.join(' or ') || 'nothing'}`, () => {
    const caret = marked.indexOf('|');
    const { suggestions } = completeSearch(marked.replace('|', ''), caret, known);
    assert.deepEqual(
      suggestions.map(({ insert }) => insert),
      inserts,
    );
  });
}

test('a suggestion replaces the token under the caret', () => {
  const { from, to } = completeSearch('a queue:sal b', 11, known);
  assert.deepEqual([from, to], [2, 11]);
});
