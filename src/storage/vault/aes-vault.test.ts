import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { AppError } from '../../domain/errors.ts';
import { createVault, deriveKey } from './aes-vault.ts';

const isDamaged = (error: AppError) => error.code === 'damaged';

describe('vault', () => {
  const master = randomBytes(32);
  const vault = createVault(master);

  test('opens what it sealed, and nothing that was changed, moved or sealed by another', () => {
    const stranger = createVault(randomBytes(32));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.string(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (plain, context, place, bits) => {
          const sealed = vault.seal(plain, context);
          assert.deepEqual(new Uint8Array(vault.open(sealed, context)), plain);
          const changed = Uint8Array.from(sealed);
          const at = place % changed.length;
          changed[at] = (changed[at] ?? 0) ^ bits;
          assert.throws(() => vault.open(changed, context), isDamaged);
          assert.throws(() => vault.open(sealed.subarray(0, at), context), isDamaged);
          assert.throws(() => vault.open(sealed, `${context} `), isDamaged);
          assert.throws(() => stranger.open(sealed, context), isDamaged);
        },
      ),
    );
  });

  test('seals the same text differently each time', () => {
    assert.notDeepEqual(vault.seal(Buffer.from('x'), 'c'), vault.seal(Buffer.from('x'), 'c'));
  });

  test('indexes a value alike under one key, and apart by kind, value and key', () => {
    const index = vault.blindIndex('phone', '+12025550143');
    assert.match(index, /^[0-9a-f]{32}$/);
    assert.equal(createVault(master).blindIndex('phone', '+12025550143'), index);
    const others = [vault.blindIndex('account', '+12025550143'), vault.blindIndex('phone', '+12025550144')];
    assert.ok([...others, createVault(randomBytes(32)).blindIndex('phone', '+12025550143')].every((other) => other !== index));
  });

  test('has a key of its own for each use', () => {
    const keys = (['seal', 'blobs', 'blind-index'] as const).map((use) => deriveKey(master, use).toString('hex'));
    assert.equal(new Set([...keys, master.toString('hex')]).size, 4);
  });
});
