import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.ts';
import { accessSettingsSchema } from '../domain/workspace.ts';
import { personOf } from './claims.ts';

const settings = accessSettingsSchema.parse({
  oidc: { issuer: 'https://id.example', clientId: 'earshot', roles: { 'cx-analysts': 'analyst', leads: 'supervisor', desk: 'agent' } },
}).oidc;
assert.ok(settings);
const person = (claims: object) => personOf({ iss: 'https://id.example', sub: '42', preferred_username: 'kim', ...claims }, settings);

test('the first role of the settings among the groups is the role', () => {
  assert.deepEqual(person({ groups: ['leads', 'cx-analysts'], teams: ['blue'] }), {
    subject: '["https://id.example","42"]',
    name: 'kim',
    role: 'analyst',
    teams: [],
    agent: null,
  });
  assert.deepEqual(person({ groups: 'leads', teams: ['blue', 7, ''] }).teams, ['blue']);
  assert.equal(person({ groups: ['desk'], agent: 'a-7' }).agent, 'a-7');
});

const refused: readonly [string, object][] = [
  ['no group', {}],
  ['groups without a role', { groups: ['visitors'] }],
  ['names of what every object has', { groups: ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] }],
  ['groups that are no list', { groups: { 'cx-analysts': true } }],
  ['a supervisor without teams', { groups: ['leads'] }],
  ['an agent without an id', { groups: ['desk'], agent: ['', 3] }],
  ['nobody in particular', { groups: ['cx-analysts'], sub: '' }],
];
for (const [what, claims] of refused) {
  test(`${what}: nobody comes in`, () => {
    assert.throws(() => person(claims), AppError);
  });
}

test('claims that arrive as __proto__ are no claims', () => {
  const claims = JSON.parse('{"iss":"https://id.example","sub":"1","__proto__":{"groups":["cx-analysts"]}}');
  assert.throws(() => personOf(claims, settings), AppError);
  assert.throws(() => personOf(Object.setPrototypeOf({ iss: 'i', sub: '1' }, { groups: ['cx-analysts'] }), settings), AppError);
});

test('a name with line breaks and control characters is written without them', () => {
  assert.equal(person({ groups: ['cx-analysts'], preferred_username: 'kim\r\nSet-Cookie: a=b\u202e' }).name, 'kimSet-Cookie: a=b');
});
