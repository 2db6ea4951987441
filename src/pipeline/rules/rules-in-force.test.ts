import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { lexicalLikeness } from '../../rules/likeness.ts';
import { RulesInForce } from './rules-in-force.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-rules-'));
  mkdirSync(join(folder, 'rules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rule = (id: string, expression = '"refund"') => `- id: ${id}\n  detect: |\n    ${expression}\n`;
const write = (name: string, text: string) => writeFileSync(join(folder, 'rules', name), text);
const idsOf = (rules: RulesInForce) => rules.current().program.rules.map((each) => each.rule.id);

test('files are read once, and again when one was changed, added or removed', () => {
  let now = 0;
  write('a.yaml', rule('first'));
  const rules = new RulesInForce({ folder, likeness: lexicalLikeness, now: () => now });
  const { revision } = rules.current();
  now += 5000;
  assert.equal(rules.current().revision, revision);
  write('b.yaml', rule('second'));
  assert.deepEqual(idsOf(rules), ['first'], 'files are not looked at with every conversation');
  now += 5000;
  assert.deepEqual(idsOf(rules), ['first', 'second']);
  assert.notEqual(rules.current().revision, revision);
  rmSync(join(folder, 'rules', 'a.yaml'));
  now += 5000;
  assert.deepEqual(idsOf(rules), ['second']);
});

test('a broken rule is reported with its place and left out; the others judge on', () => {
  const reported: string[] = [];
  write('a.yaml', rule('sound'));
  write('b.yaml', rule('broken', 'rule(nowhere)'));
  const rules = new RulesInForce({
    folder,
    likeness: lexicalLikeness,
    onProblems: (found) => reported.push(...found.map(({ file, line }) => `${file}:${line}`)),
  });
  assert.deepEqual(idsOf(rules), ['sound']);
  assert.deepEqual([...new Set(reported)], ['rules/b.yaml:3']);
});

test('approved rules judge whatever becomes of the files', () => {
  let now = 0;
  const approved = { rules: [{ file: 'rules/a.yaml', text: rule('approved') }], lists: [] };
  write('a.yaml', rule('draft'));
  const rules = new RulesInForce({ folder, likeness: lexicalLikeness, approved, now: () => now });
  assert.deepEqual(idsOf(rules), ['approved']);
  now += 5000;
  assert.deepEqual(idsOf(rules), ['approved']);
  rules.approve({ rules: [{ file: 'rules/a.yaml', text: rule('next') }] });
  assert.deepEqual(idsOf(rules), ['next']);
});
