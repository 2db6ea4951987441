import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, readSearchState } from './search-state.ts';

const addresses: readonly [Record<string, unknown>, object][] = [
  [{}, {}],
  [{ q: ' refund ' }, { q: 'refund' }],
  [{ source: 'voice', q: 'refund' }, { q: 'source:voice refund' }],
  [{ queue: 'Billing North', from: '2026-10-01' }, { q: 'queue:"Billing North" from:2026-10-01' }],
  [{ rule: 'greeting', verdict: 'missed' }, { q: 'missed:greeting' }],
  [{ rule: 'greeting' }, { q: 'rule:greeting' }],
  [
    { cell: 'abc', columns: 'reason', nonsense: '1', q: 3 },
    { cell: 'abc', columns: 'reason' },
  ],
];

for (const [raw, state] of addresses) {
  test(`${JSON.stringify(raw)} shows ${JSON.stringify(state)}`, () => assert.deepEqual(readSearchState(raw), state));
}

test('columns stand in their own order, and unknown ones are left out', () => {
  assert.deepEqual(columnsOf({ columns: 'queue,hat,sentiment' }), ['sentiment', 'queue']);
});
