import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { workspaceSchema } from '../domain/workspace.ts';
import { settingCatalogue } from './setting-catalogue.ts';
import { openWorkspaceFile, withSetting } from './workspace-settings.ts';

const text = `# Our site.
name: Fernhill # the old name
measures: { silenceSeconds: 4 }
# Sources stand here.
sources:
  voice: { watch: inbox/voice }
`;

test('one value is changed, and every comment and line beside it stays', () => {
  const after = withSetting(text, { path: 'name', value: 'Fernhill Energy' });
  assert.equal(after, text.replace('name: Fernhill #', 'name: Fernhill Energy #'));
});

test('a setting that the file does not have is added where it belongs', () => {
  const after = withSetting(text, { path: 'measures.deadAirSeconds', value: 12 });
  assert.match(after, /measures: \{ silenceSeconds: 4, deadAirSeconds: 12 \}/);
  assert.match(after, /# Sources stand here\./);
});

const refused: readonly [string, string | number | boolean, RegExp][] = [
  ['timeZone', 'Mars/Olympus', /IANA time zone/],
  ['measures.silenceSeconds', -1, /measures\.silenceSeconds/],
  ['country', 'USA', /country/],
  ['sources.voice.watch', '/etc', /not a setting that can be changed here/],
];

for (const [path, value, message] of refused) {
  test(`${path} = ${value} is refused`, () => assert.throws(() => withSetting(text, { path, value }), message));
}

test('every setting of the catalogue is one of the schema', () => {
  const value = (at: unknown, step: string): unknown => (at as Record<string, unknown>)[step];
  const defaults = workspaceSchema.parse({});
  for (const { path } of settingCatalogue) assert.notEqual(path.split('.').reduce(value, defaults), undefined, path);
});

test('a change made on an older file is refused; a written one is in force from the next start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-settings-'));
  try {
    const path = join(folder, 'workspace.yaml');
    await writeFile(path, text);
    const file = openWorkspaceFile(folder, workspaceSchema.parse({ name: 'Fernhill' }));
    const { mark } = await file.read();
    const changed = await file.change({ path: 'name', value: 'New', mark });
    const name = changed.settings.find((setting) => setting.path === 'name');
    assert.deepEqual([name?.value, name?.inForce, name?.isDefault], ['New', 'Fernhill', false]);
    await assert.rejects(file.change({ path: 'name', value: 'Other', mark }), { code: 'changed' });
    assert.match(await readFile(path, 'utf8'), /name: New # the old name/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
