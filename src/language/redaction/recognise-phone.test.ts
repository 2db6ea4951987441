import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { readDigitRuns } from './digit-runs.ts';
import { placeInPlan, recognisePhone } from './recognise-phone.ts';

const regions: readonly (CountryCode | undefined)[] = ['US', 'GB', 'DE', 'IN', 'BR', undefined];
const marks = ['', '', '', ' ', '-', '.', '(', ') ', ' - ', ', ', ',', ' x', '–', '·', '+'];

/** Digits with anything between them that joins a run, the same on every run of the test. */
function* digitRichTexts(count: number): Generator<string> {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let made = 0; made < count; made++) {
    let text = ['', '+', '00', '0', '1', '+44 ', '+1-', 'call (', '555 '][next(9)] ?? '';
    for (let digits = 4 + next(14); digits > 0; digits--) text += `${next(10)}${marks[next(marks.length)]}`;
    yield text;
  }
}

test('a number read without its brackets, dashes and spaces has the same place in every numbering plan', () => {
  let numbers = 0;
  for (const text of digitRichTexts(1500)) {
    for (const { groups, start, end, international } of readDigitRuns(text)) {
      const prefix = international ? '+' : '';
      const written = `${prefix}${text.slice(start, end)}`;
      if (!/^[+\d(). -]*$/.test(written)) continue;
      for (const region of regions) {
        const asWritten = parsePhoneNumberFromString(written, region);
        const expected = { type: asWritten?.getType(), isPossible: asWritten?.isPossible() ?? false };
        const bare = `${prefix}${groups.map(({ digits }) => digits).join('')}`;
        assert.deepEqual(placeInPlan(bare, region), expected, `${region} ${written}`);
        numbers++;
      }
    }
  }
  assert.ok(numbers > 1000);
});

test('an answer that was kept is the one for that country and that writing', () => {
  const read = (text: string, country: string) => {
    const [run] = readDigitRuns(text);
    return run === undefined ? null : recognisePhone(run, { text, cue: null, country });
  };
  const first = [read('212-736-5000', 'US'), read('212-736-5000', 'GB'), read('+12127365000', 'GB'), read('800-275-2273', 'US')];
  const again = [read('212-736-5000', 'US'), read('212-736-5000', 'GB'), read('+12127365000', 'GB'), read('800-275-2273', 'US')];
  assert.deepEqual(again, first);
  const why = first.map((found) => (found === null || found === 'service' ? found : found.why));
  assert.deepEqual(why, ['numbering-plan', 'possible-length', 'numbering-plan', 'service']);
});
