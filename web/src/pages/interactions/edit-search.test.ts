import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addText, chosenValues, removePart, setValues, toggleValue, withoutField } from './edit-search.ts';

const cases: readonly [string, string, string][] = [
  ['a value is added before the words', toggleValue('refund', 'queue', 'billing'), 'queue:billing refund'],
  ['a second value joins the first', toggleValue('queue:billing refund', 'queue', 'Tech South'), 'queue:billing,"Tech South" refund'],
  ['a chosen value is taken out', toggleValue('queue:billing,sales refund', 'queue', 'billing'), 'queue:sales refund'],
  ['the last value takes its filter along', toggleValue('channel:voice queue:billing x', 'queue', 'billing'), 'channel:voice x'],
  ['what is excluded stays', toggleValue('-queue:sales', 'queue', 'billing'), '-queue:sales queue:billing'],
  ['an expression stays last', toggleValue('"a" | "b"', 'channel', 'chat'), 'channel:chat = "a" | "b"'],
  ['a day is replaced', setValues('from:2026-10-01 x', 'from', ['2026-11-01']), 'from:2026-11-01 x'],
  ['a comparison goes before the words', addText('channel:voice refund', 'duration>10m'), 'channel:voice duration>10m refund'],
  ['a part is removed', removePart('channel:voice refund -ticket', 1), 'channel:voice -ticket'],
  ['a field is left out', withoutField('channel:voice refund', 'channel'), 'refund'],
];

for (const [name, edited, wanted] of cases) test(name, () => assert.equal(edited, wanted));

test('chosen values are those that are not excluded', () => {
  assert.deepEqual(chosenValues('queue:a,b -queue:c team:d', 'queue'), ['a', 'b']);
});
