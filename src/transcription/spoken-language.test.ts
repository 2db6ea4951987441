import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeLanguage } from './spoken-language.ts';

const sure = { seconds: 10, logProb: -0.1 };
const unsure = { seconds: 10, logProb: -0.9 };

test('sure words are English, unsure ones are another language', () => {
  assert.equal(judgeLanguage([[sure, sure]])?.code, 'en');
  assert.equal(judgeLanguage([[unsure, unsure]])?.code, 'und');
});

test('too little speech says nothing, and neither does an engine without probabilities', () => {
  assert.equal(judgeLanguage([[{ seconds: 2, logProb: -0.9 }]]), null);
  assert.equal(judgeLanguage([[{ seconds: 60, logProb: null }]]), null);
  assert.equal(judgeLanguage([]), null);
});

test('one party who speaks another language for long has the recording withheld', () => {
  assert.equal(
    judgeLanguage([
      [sure, sure, sure, sure, sure],
      [unsure, unsure, unsure],
    ])?.code,
    'und',
  );
});

test('one noisy answer does not', () => {
  assert.equal(judgeLanguage([[sure, sure, sure], [unsure]])?.code, 'en');
});
