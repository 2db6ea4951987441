import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvRecords, sniffDelimiter, splitCells } from './csv-records.ts';
import type { SourceLine } from './source-lines.ts';

async function records(text: string, delimiter = ',') {
  async function* lines(): AsyncGenerator<SourceLine> {
    for (const [index, line] of text.split('\n').entries()) yield { kind: 'line', number: index + 1, text: line };
  }
  return Array.fromAsync(csvRecords(lines(), delimiter));
}

const cells: readonly [text: string, expected: readonly string[] | null][] = [
  ['a,b,c', ['a', 'b', 'c']],
  ['a,,', ['a', '', '']],
  ['"a,1",b', ['a,1', 'b']],
  ['"say ""hi""",b', ['say "hi"', 'b']],
  ['"a\nb",c', ['a\nb', 'c']],
  ['a "quoted" word,b', ['a "quoted" word', 'b']],
  ['"",""', ['', '']],
  ['"open', null],
  ['"ends in quote"""', ['ends in quote"']],
];

test('cells are split by RFC 4180', () => {
  for (const [text, expected] of cells) assert.deepEqual(splitCells(text, ','), expected, text);
});

test('any table written with quotes reads back', async () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\r', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), async (table) => {
      const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
      const read = (await records(text)).map((record) => (record.kind === 'record' ? record.cells : null));
      assert.deepEqual(read, table);
    }),
  );
});

test('a quote that is never closed costs one line, even in a long file', async () => {
  const rest = Array.from({ length: 5000 }, (_, index) => `${index},x`);
  const read = await records(['a,"open', ...rest].join('\n'));
  assert.deepEqual(
    read.filter(({ kind }) => kind === 'broken').map(({ line }) => line),
    [1],
  );
  assert.equal(read.filter(({ kind }) => kind === 'record').length, 5000);
});

test('the separator is what splits the header', () => {
  assert.equal(sniffDelimiter('id;"name, first";text'), ';');
  assert.equal(sniffDelimiter('id\ttext'), '\t');
  assert.equal(sniffDelimiter('only one column'), null);
});
