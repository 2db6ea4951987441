import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RosterEntry } from '../domain/workspace.ts';
import { teamAt } from './roster.ts';

const roster: RosterEntry[] = [
  { agent: 'a1', team: 'Blue', validTo: '2025-03-01' },
  { agent: 'a1', team: 'Red', validFrom: '2025-03-01' },
  { agent: 'a2', team: 'Blue' },
  { agent: 'a3', team: 'Blue', validFrom: '2025-01-01', validTo: '2025-02-01' },
];

const cases: readonly [agent: string | undefined, startedAt: string | null, team: string | undefined, own?: string][] = [
  ['a1', '2025-02-28T23:59:59.000Z', 'Blue'],
  ['a1', '2025-03-01T00:00:00.000Z', 'Red'],
  ['a1', null, undefined],
  ['a2', null, 'Blue'],
  ['a3', '2025-02-01T00:00:00.000Z', undefined],
  ['a3', '2024-12-31T00:00:00.000Z', undefined],
  ['nobody', '2025-02-01T00:00:00.000Z', undefined],
  [undefined, '2025-02-01T00:00:00.000Z', undefined],
  ['a1', '2025-02-01T00:00:00.000Z', undefined, 'Green'],
];

test('a leg has the team its agent was in on that day, unless the source names one', () => {
  for (const [agent, startedAt, team, own] of cases)
    assert.deepEqual(teamAt(roster, { agent, team: own }, startedAt), team === undefined ? {} : { team });
});
