import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAccountForm } from './read-account-form.ts';

test('names are separated by commas and counted once; a password keeps its spaces', () => {
  const fields = new FormData();
  fields.set('name', ' Kim ');
  fields.set('role', 'supervisor');
  fields.set('teams', 'north, back office,,north ');
  fields.append('rights', 'export');
  fields.set('password', ' three quiet blue rivers ');
  assert.deepEqual(readAccountForm(fields), {
    name: 'Kim',
    role: 'supervisor',
    teams: ['north', 'back office'],
    agent: null,
    rights: ['export'],
    password: ' three quiet blue rivers ',
    disabled: false,
  });
});
