import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localPath } from './local-path.ts';

const paths: readonly [string | undefined, string][] = [
  [undefined, '/'],
  ['/interactions?q=bill#t3', '/interactions?q=bill#t3'],
  ['/', '/'],
  ['interactions', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\r\nLocation: https://evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\\..\\\\evil.example', '/'],
  ['/x/..//evil.example', '/evil.example'],
  ['/./%2e%2e//evil.example', '/evil.example'],
];

for (const [text, expected] of paths) {
  test(`${JSON.stringify(text)} leads to a path of this server`, () => {
    const path = localPath(text);
    assert.equal(new URL(path, 'https://earshot.example').origin, 'https://earshot.example');
    assert.equal(path, expected);
  });
}
