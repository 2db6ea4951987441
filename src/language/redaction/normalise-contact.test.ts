import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomerContact } from '../../domain/captured-interaction.ts';
import { type NormalisedContact, normaliseContact } from './normalise-contact.ts';

const rows: readonly (readonly [given: CustomerContact, expected: NormalisedContact])[] = [
  [{ phone: '(415) 555-2671' }, { phone: '+14155552671' }],
  [{ phone: '+1 415 555 2671' }, { phone: '+14155552671' }],
  [{ phone: 'tel:+14155552671' }, { phone: '+14155552671' }],
  [{ phone: 'ext. 1234' }, { phone: '1234' }],
  [{ phone: 'anonymous' }, {}],
  [{ email: ' Dana.Reed@Example.COM ' }, { email: 'dana.reed@example.com' }],
  [{ email: 'Dana Reed <dana@example.com>' }, { email: 'dana@example.com' }],
  [{ account: 'ab-12 34' }, { account: 'AB1234' }],
  [{ account: '---' }, {}],
  [{}, {}],
];

for (const [given, expected] of rows) {
  test(`one contact has one spelling: ${JSON.stringify(given)}`, () => assert.deepEqual(normaliseContact(given, 'US'), expected));
}
