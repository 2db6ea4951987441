import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexPhrases } from '../emerging/phrase-index.ts';
import { findInsights } from './find-insights.ts';
import { type ContactFacts, historyBefore } from './history.ts';

const weeks = 20;
const branches = new Map([
  [
    'party',
    [
      { parts: [0], phrases: ['invitation'] },
      { parts: [1], phrases: ['decoration'] },
    ],
  ],
]);

/** Forty contacts a day: half of them of one driver with two parts; from week 12 on two thirds of the second part stay away. */
function contacts(): ContactFacts[] {
  return Array.from({ length: 7 * weeks * 40 }, (_, number): ContactFacts => {
    const day = Math.floor(number / 40);
    const part = number % 4 === 1 ? 1 : 0;
    return {
      id: `${number}`,
      day,
      driver: number % 4 < 2 ? 'party' : `other-${number % 4}`,
      part,
      customer: null,
      segments: {},
      angriest: null,
      statement: '',
      verdicts: {},
      texts: [],
    };
  }).filter(({ day, driver, part }, number) => day < 7 * 12 || driver !== 'party' || part !== 1 || number % 3 === 0);
}

test('what changed in a branch alone is told as the branch, with its driver, though the driver as a whole changed too', () => {
  const some = contacts();
  const insights = findInsights(historyBefore(some, 7 * weeks), { index: indexPhrases(some), rules: [], branches });
  assert.deepEqual(
    insights.map(({ kind, subject, driver }) => [kind, subject, driver]),
    [['falling', 'decoration', 'party']],
  );
});
