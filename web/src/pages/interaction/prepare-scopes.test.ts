import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareScopes } from './prepare-scopes.ts';

const measures = (words: number) => ({ values: { words }, gaps: {} });
const leg = (agent: string, words: number) => ({ kind: 'agent' as const, agent, measures: measures(words) });

const examples: readonly [string, ReturnType<typeof leg>[], readonly string[]][] = [
  ['two agents can be looked at one by one', [leg('a1', 3), leg('a2', 4)], ['Whole contact', '1. Agent a1', '2. Agent a2']],
  ['a single leg tells what the whole does', [leg('a1', 3)], ['Whole contact']],
  ['a leg that tells nothing is left out', [leg('a1', 3), leg('a2', 0), leg('a3', 1)], ['Whole contact', '1. Agent a1', '3. Agent a3']],
];
for (const [name, legs, expected] of examples) {
  test(name, () =>
    assert.deepEqual(
      prepareScopes({ legs, measures: measures(7) }).map(({ label }) => label),
      expected,
    ),
  );
}
