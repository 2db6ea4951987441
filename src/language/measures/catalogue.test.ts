import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { channels, eventKinds, legKinds, roles } from '../../domain/vocabulary.ts';
import { measureThresholdsSchema } from '../../domain/workspace.ts';
import { measureCatalogue, measureNames } from './catalogue.ts';
import { documentMeasures } from './document-measures.ts';
import { measureInteraction } from './measure-interaction.ts';
import { contact } from './measured-contact.ts';

const thresholds = measureThresholdsSchema.parse({});
const readDocument = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

for (const channel of channels) {
  test(`measures on ${channel} exactly what the catalogue names for it`, () => {
    const { measures } = measureInteraction(contact({ channel }), thresholds);
    assert.deepEqual(Object.keys(measures.values).sort(), [...measureNames(channel)].sort());
  });
}

test('every threshold the catalogue names is a setting', () => {
  const keys = measureCatalogue.flatMap((definition) => definition.threshold?.split(', ') ?? []);
  assert.deepEqual(
    keys.filter((key) => !(key in thresholds)),
    [],
  );
  assert.deepEqual(
    Object.keys(thresholds).filter((key) => !keys.includes(key)),
    [],
  );
});

test('docs/MEASURES.md is what the catalogue says (write it with: node docs/write-measures.ts)', () => {
  assert.equal(readDocument('MEASURES.md'), documentMeasures());
});

test('docs/GLOSSARY.md is alphabetical and holds every channel, role, leg kind, event kind and measure family', () => {
  const glossary = readDocument('GLOSSARY.md');
  const terms = [...glossary.matchAll(/^\| (?!term|---)([^|]+) \|/gm)].map((match) => (match[1] ?? '').replaceAll('`', '').toLowerCase());
  const sorted = terms.toSorted((a, b) => a.localeCompare(b, 'en'));
  assert.deepEqual(terms, sorted);
  const families = measureCatalogue.map(({ name }) => name.split('.')[0] ?? name);
  for (const word of [...channels, ...roles, ...legKinds, ...eventKinds, ...families]) assert.ok(glossary.includes(`\`${word}\``), word);
});
