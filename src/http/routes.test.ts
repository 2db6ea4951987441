import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createApp } from './app.ts';
import { routes } from './contract/routes.ts';
import { memoryWorld } from './testing/memory-stores.ts';

const app = await createApp(memoryWorld());
const document = (await app.inject({ url: '/v1/openapi.json' })).json();
const guide = await readFile(new URL('../../docs/API.md', import.meta.url), 'utf8');

for (const name of Object.keys(routes)) {
  const [method = '', path = ''] = name.split(' ');
  test(`${name} is served, described in OpenAPI and documented in docs/API.md`, () => {
    assert.ok(app.hasRoute({ method: method as 'GET', url: path.replaceAll(/\{(\w+)\}/g, ':$1') }));
    assert.ok(document.paths[path]?.[method.toLowerCase()]?.summary);
    assert.ok(guide.includes(`\`${name}\``), `docs/API.md does not mention ${name}`);
  });
}

test('nothing is served that is not in the contract', () => {
  const served = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(served.sort(), Object.keys(routes).sort());
});

test('the document is OpenAPI 3.1 and names what it describes', () => {
  assert.equal(document.openapi, '3.1.0');
  for (const name of ['Interaction', 'SearchPage', 'Problem', 'CaptureInput']) assert.ok(document.components.schemas[name], name);
});
