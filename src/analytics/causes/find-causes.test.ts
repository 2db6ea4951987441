import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactTraitStore, ContactTraits } from '../../storage/contact-traits.ts';
import { compareQuerySchema, compareSlices } from './compare-slices.ts';
import { exposureNamed } from './exposures.ts';
import { causeQuerySchema, findCauses } from './find-causes.ts';
import { outcomeNamed, outcomeNames } from './outcomes.ts';

/**
 * 2,400 contacts on two channels. Driver `d-refund` doubles escalation on both; queue `desk` only takes voice, where escalation is
 * higher for everybody. Plan and half of the ids are drawn evenly over all of it.
 */
const contacts: readonly ContactTraits[] = Array.from({ length: 2400 }, (_, number) => {
  const voice = number % 2 === 0;
  const refund = Math.floor(number / 2) % 3 === 0;
  const desk = voice && Math.floor(number / 6) % 2 === 0;
  const draw = Math.floor(number / 12) % 20;
  const rate = (voice ? 4 : 2) * (refund ? 2 : 1);
  return {
    id: Math.imul(number + 1, 2_654_435_761)
      .toString(16)
      .padStart(8, '0')
      .slice(-8)
      .split('')
      .reverse()
      .join(''),
    startedAt: Date.UTC(2026, 0, 1) + number * 3_600_000,
    endedAt: null,
    customerKeys: [],
    caseId: '',
    fields: {
      direction: 'inbound',
      channel: voice ? 'voice' : 'chat',
      language: 'en',
      queue: desk ? 'desk' : 'care',
      team: '',
      agent: '',
      reason: '',
      driver: refund ? 'd-refund' : 'd-other',
    },
    attributes: { plan: Math.floor(number / 240) % 2 === 0 ? 'gold' : 'basic' },
    measures: {},
    signals: { escalation: draw < rate },
    met: new Set<string>(),
    missed: new Set<string>(),
  };
});

const traits: ContactTraitStore = {
  async *traits() {
    yield contacts;
  },
};
const names = new Map([['d-refund', 'Where is my refund']]);

test('all candidates are ranked: the planted driver stands with its ratio, the queue that only sits on the busy channel does not', async () => {
  const answer = await findCauses(traits, causeQuerySchema.parse({ outcome: 'escalation' }), names);
  const first = answer.candidates.find(({ exposure }) => exposure === 'driver=d-refund');
  assert.equal(first?.name, 'driver “Where is my refund”');
  assert.ok(first?.stands && first.adjusted && Math.abs(first.adjusted.value - 2) < 0.1, JSON.stringify(first?.adjusted));
  assert.ok(first.q < 0.01 && first.excess > 50 && first.doublyRobust && first.doublyRobust.difference.interval[0] > 0);
  const desk = answer.candidates.find(({ exposure }) => exposure === 'queue=desk');
  assert.ok(desk && desk.crude.value > 1.15, 'the queue looks bad before adjusting');
  assert.equal(desk?.stands, false);
  assert.equal(
    answer.candidates.some(({ exposure, stands }) => exposure.startsWith('attribute:plan') && stands),
    false,
  );
  assert.match(answer.notes.join(' '), /not “caused by”.*no contact has a customer key/iu);
});

test('a subgroup is told with figures of the half in which it was not looked for', async () => {
  const answer = await findCauses(traits, causeQuerySchema.parse({ outcome: 'escalation' }), names);
  const best = answer.subgroups.find(({ conditions }) => conditions.includes('channel=voice') && conditions.includes('driver=d-refund'));
  assert.ok(best, JSON.stringify(answer.subgroups.map(({ conditions }) => conditions)));
  assert.ok(best.contacts < 400 && best.rate > best.elsewhere && best.q <= 0.05);
});

test('one exposure comes with its strata and conversations', async () => {
  const answer = await findCauses(traits, causeQuerySchema.parse({ outcome: 'escalation', exposure: 'driver=d-refund' }), names);
  assert.equal(answer.candidates.length, 1);
  assert.deepEqual(new Set(answer.candidates[0]?.strata.map(({ name }) => name)), new Set(['voice · desk', 'voice · care', 'chat · care']));
  assert.equal(answer.candidates[0]?.conversationIds.length, 20);
  assert.deepEqual(answer.subgroups, []);
});

test('an outcome of which nothing is known is refused, not zero', async () => {
  await assert.rejects(findCauses(traits, causeQuerySchema.parse({ outcome: 'repeat' })), { code: 'bad-request' });
});

for (const name of ['nothing', 'rule:', 'toString']) {
  test(`“${name}” is no outcome, and those there are are named`, () => {
    assert.throws(
      () => outcomeNamed(name),
      (error: Error) => outcomeNames.every((known) => error.message.includes(known)),
    );
  });
}
for (const name of ['driver', 'driver=', 'mood=bad', 'rule:']) {
  test(`“${name}” is no exposure`, () => assert.throws(() => exposureNamed(name), { code: 'bad-request' }));
}

test('two sides that differ in one thing differ in that, and each difference has its interval and q', async () => {
  const sides: ContactTraitStore = {
    async *traits({ from }) {
      yield contacts.filter(({ fields }, place) =>
        from === '2026-01-01' ? place % 4 < 2 : place % 4 >= 2 && (fields.driver === 'd-refund' || place % 8 < 4),
      );
    },
  };
  const facts = { contacts: async function* () {} };
  const query = compareQuerySchema.parse({
    first: { period: { from: '2026-01-01', to: '2026-02-01' } },
    second: { period: { from: '2026-02-01', to: '2026-03-01' } },
  });
  const { differences, tested } = await compareSlices({ traits: sides, facts }, query, names);
  const driver = differences.find(({ what }) => what === 'driver “Where is my refund”');
  assert.ok(driver && driver.kind === 'driver' && driver.interval[0] > 0.1 && driver.q < 1e-6);
  assert.equal(
    differences.some(({ what }) => what.startsWith('attribute:plan')),
    false,
  );
  assert.ok(tested.segment >= 2 && tested.word === 0);
});
