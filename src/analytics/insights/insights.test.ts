import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexPhrases } from '../emerging/phrase-index.ts';
import { findInsights } from './find-insights.ts';
import { type ContactFacts, dayNumber, historyBefore, isoDay } from './history.ts';
import { tuneThresholds } from './tune-thresholds.ts';

const firstDay = dayNumber('2025-01-06');
const weeks = 20;
const wordings = ['the parcel is late', 'where is my order', 'my invoice is wrong', 'please change my address', 'the line is down again'];

/** Thirty contacts a day of five drivers and two teams, in which nothing changes unless `change` says so. */
function site(change: (contact: ContactFacts, week: number, number: number) => ContactFacts | null = (contact) => contact): ContactFacts[] {
  const contacts: ContactFacts[] = [];
  for (let day = 0; day < 7 * weeks; day++) {
    for (let number = 0; number < 30; number++) {
      const kind = (number * 7 + day * 3) % wordings.length;
      const contact: ContactFacts = {
        id: `${day}-${number}`,
        day: firstDay + day,
        driver: `driver-${kind}`,
        part: -1,
        customer: null,
        segments: { team: number % 2 === 0 ? 'blue' : 'red', channel: 'chat' },
        angriest: (number + day) % 10 === 0 ? -0.8 : 0.1,
        statement: '',
        verdicts: { notice: (number + 2 * day) % 20 === 0 ? 'missed' : 'met' },
        texts: [wordings[kind] ?? ''],
      };
      const changed = change(contact, Math.floor(day / 7), number);
      if (changed) contacts.push(changed);
    }
  }
  return contacts;
}

function told(contacts: readonly ContactFacts[]) {
  const index = indexPhrases(contacts);
  return findInsights(historyBefore(contacts, firstDay + 7 * weeks), { index, rules: ['notice'] });
}

test('a site in which nothing changes is told nothing', () => {
  assert.deepEqual(told(site()), []);
});

test('a driver that goes down is told, with the contacts since', () => {
  const [insight, ...others] = told(
    site((contact, week, number) => (week >= 14 && contact.driver === 'driver-1' && number % 3 > 0 ? null : contact)),
  );
  assert.equal(others.length, 0);
  assert.equal(insight?.kind, 'falling');
  assert.equal(insight?.driver, 'driver-1');
  assert.ok(insight && insight.effect < 0.6 && insight.interval[1] < 0.8);
  assert.ok(Math.abs(dayNumber(insight.since) - (firstDay + 7 * 14)) <= 14, insight.since);
  assert.equal(insight.conversationIds.length, insight.conversations);
});

test('a new way of speaking is told with its phrase and where it is found, a form letter is not', () => {
  const issue = (number: number) =>
    ['the gizmo flickers', 'my gizmo is flickering', 'gizmo broken since the update', 'why does the gizmo flash', 'gizmo keeps blinking'][
      number % 5
    ];
  const speaks = site((contact, week, number) =>
    week >= weeks - 2 && number % 15 === 0 ? { ...contact, texts: [...contact.texts, issue(number + contact.day) ?? ''] } : contact,
  );
  const [insight, ...others] = told(speaks);
  assert.equal(others.length, 0);
  assert.equal(insight?.kind, 'emerging');
  assert.equal(insight?.subject, 'gizmo');
  assert.equal(insight?.since, isoDay(firstDay + 7 * (weeks - 2)));
  const pasted = site((contact, week, number) =>
    week >= weeks - 2 && number % 15 === 0 ? { ...contact, texts: [...contact.texts, 'sent from my gizmo'] } : contact,
  );
  assert.deepEqual(told(pasted), []);
});

test('customers of one driver grow angry: told for that driver alone', () => {
  const insights = told(
    site((contact, week, number) =>
      week >= 15 && contact.driver === 'driver-2' ? { ...contact, angriest: number % 3 > 0 ? -0.8 : 0.1 } : contact,
    ),
  );
  assert.deepEqual(
    insights.map(({ kind, driver }) => [kind, driver]),
    [['sentiment', 'driver-2']],
  );
});

test('a team that stops saying the notice is told as that team', () => {
  const insights = told(
    site((contact, week, number) =>
      week >= 15 && contact.segments.team === 'red' && number % 4 > 1 ? { ...contact, verdicts: { notice: 'missed' } } : contact,
    ),
  );
  assert.deepEqual(
    insights.map(({ kind, rule, segment }) => [kind, rule, segment]),
    [['compliance', 'notice', { team: 'red' }]],
  );
});

test('what comes after the day asked about changes nothing', () => {
  const contacts = site((contact, week, number) => (week >= 14 && contact.driver === 'driver-1' && number % 3 > 0 ? null : contact));
  const asOf = firstDay + 7 * 12;
  const index = indexPhrases(contacts);
  const before = findInsights(historyBefore(contacts, asOf), { index, rules: ['notice'] });
  const alone = contacts.filter(({ day }) => day < asOf);
  assert.deepEqual(before, findInsights(historyBefore(alone, asOf), { index: indexPhrases(alone), rules: ['notice'] }));
});

test('tuning chooses the lowest threshold that keeps to the false alarms wanted, and says what it would have told', () => {
  const contacts = site((contact, week, number) => (week >= 14 && contact.driver === 'driver-1' && number % 3 > 0 ? null : contact));
  const history = historyBefore(contacts, firstDay + 7 * weeks);
  const { chosen, tried } = tuneThresholds(history, { branches: new Map(), falsePerWeek: 0.05 });
  assert.ok(chosen.falsePerWeek <= 0.05);
  assert.ok(tried.every(({ leastZ, falsePerWeek }) => leastZ >= chosen.leastZ || falsePerWeek > 0.05));
  assert.equal(chosen.toldInHistory, 1);
});
