import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { checkNewPassword, hashPassword, isPassword } from './passwords.ts';
import { waitAfter } from './sign-in.ts';

test('a password is kept as Argon2id with the parameters that OWASP asks for, salted anew each time', async () => {
  const [first, second] = [await hashPassword('three quiet blue rivers'), await hashPassword('three quiet blue rivers')];
  assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(first, second);
});

test('the same password typed in another normal form is the same; another is not', async () => {
  const hash = await hashPassword('caf\u00e9 am Flu\u00df f\u00fcnfzehn');
  assert.equal(await isPassword(hash, 'cafe\u0301 am Flu\u00df fu\u0308nfzehn'), true);
  assert.equal(await isPassword(hash, 'cafe am Fluss funfzehn'), false);
});

test('without a hash nothing matches, not even the text that stands in for it', async () => {
  assert.equal(await isPassword(null, 'no account has this password'), false);
});

const passwords: readonly [string, boolean][] = [
  ['fourteen chars', false],
  ['fifteen chars!!', true],
  ['aaaaaaaaaaaaaaaaaaaa', false],
  ['robin robin robin robin', false],
  ['x'.repeat(257), false],
  ['correct horse battery staple', true],
];
for (const [password, good] of passwords) {
  test(`${JSON.stringify(password.slice(0, 30))} ${good ? 'may' : 'may not'} be a password of robin`, () => {
    const check = () => checkNewPassword(password, 'Robin');
    if (good) check();
    else assert.throws(check, (error) => error instanceof AppError && !error.message.includes(password));
  });
}

test('five attempts are free, then each waits twice as long, up to five minutes', () => {
  assert.deepEqual([1, 4, 5, 6, 8, 30].map(waitAfter), [0, 0, 1000, 2000, 8000, 300_000]);
});
