import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyState } from './key-state.ts';

const now = Date.parse('2026-11-20T09:00:00Z');
const states: readonly [string | null, string | null, ReturnType<typeof keyState>][] = [
  [null, null, 'in-force'],
  [null, '2026-11-21T00:00:00Z', 'until'],
  [null, '2026-11-20T09:00:00Z', 'expired'],
  ['2026-11-19T00:00:00Z', '2026-11-21T00:00:00Z', 'revoked'],
];
for (const [revokedAt, expiresAt, expected] of states) {
  test(`revoked ${revokedAt}, good until ${expiresAt}: ${expected}`, () => {
    assert.equal(keyState({ revokedAt, expiresAt }, now), expected);
  });
}
