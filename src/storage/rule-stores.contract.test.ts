import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '../domain/finding.ts';
import type { InteractionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { ReadingRow } from './readings.ts';
import { type OpenStore, type RuleStores, ruleAdapters } from './testing/adapters.ts';
import { generateInteraction, turnOf } from './testing/generate-interaction.ts';

const tokeniser = 'tokens-test';

function readingOf({ id, version, startedAt }: Interaction, changes: Partial<ReadingRow> = {}): ReadingRow {
  const tokens = Uint8Array.from([5, 6, 0, 255, 1]);
  return { id, version, startedAt, profile: 'chat', frame: '{"é":1}', facts: '[]', tokeniser, tokens, ...changes };
}

const finding = { rule: 'greeting', verdict: 'met', spans: [{ turn: 0, start: 0, end: 2 }] } as unknown as Finding;

function findingsOf({ id, version }: Interaction, rules: { met?: string[]; missed?: string[]; fired?: string[] }) {
  const { met = [], missed = [], fired = [] } = rules;
  return { id, version, rules: { met, missed, 'not-assessable': ['other'] }, fired, findings: JSON.stringify([finding]) };
}

for (const adapter of ruleAdapters) {
  describe(`rule stores on ${adapter.name}`, () => {
    let open: OpenStore<RuleStores>;
    const saying = (number: number, text: string) => generateInteraction(number, { turns: [turnOf(text)] });
    const conversations = [saying(1, 'a refund please'), saying(2, 'the parcel is late'), saying(3, 'REFUND the parcel')];
    const [first, second, third] = conversations as [Interaction, Interaction, Interaction];

    before(async () => {
      open = await adapter.open();
      const { content, readings } = open.store;
      await content.put(conversations);
      await readings.put(conversations.map((each) => readingOf(each)));
    });
    after(() => open.dispose());

    test('words keep their numbers, whatever is written twice, and after a restart', async () => {
      const { readings } = open.store;
      await readings.addWords(tokeniser, 0, ['hello', 'naïve', "'s"]);
      await readings.addWords(tokeniser, 3, ['<card>']);
      await readings.addWords(tokeniser, 3, ['<card>']);
      await readings.addWords('another', 0, ['elsewhere']);
      const reopened = await open.reopen();
      open = { ...open, store: reopened };
      assert.deepEqual(await reopened.readings.words(tokeniser), ['hello', 'naïve', "'s", '<card>']);
    });

    test('a reading comes back as it was put, the newest version only', async () => {
      const { readings } = open.store;
      const again = readingOf(first, { version: 2, profile: 'voice', tokens: Uint8Array.from([9, 0]) });
      await readings.put([again]);
      const [back] = await readings.get([first.id]);
      assert.deepEqual({ ...back, tokens: [...(back?.tokens ?? [])] }, { ...again, tokens: [9, 0] });
      const [other] = await readings.get([second.id]);
      assert.deepEqual(Buffer.from(other?.tokens ?? []), Buffer.from([5, 6, 0, 255, 1]));
    });

    test('a scan gives every reading once, in the order of ids, and goes on after any of them', async () => {
      const { readings } = open.store;
      const ids = conversations.map(({ id }) => id).sort();
      const scanned = async (after?: string) => (await Array.fromAsync(readings.scan({}, after))).flat().map(({ id }) => id);
      assert.deepEqual(await scanned(), ids);
      assert.deepEqual(await scanned(ids[0]), ids.slice(1));
      assert.deepEqual(await scanned(ids[2]), []);
      const filter = { from: first.startedAt ?? '', to: new Date(Date.parse(first.startedAt ?? '') + 1).toISOString() };
      assert.deepEqual(
        (await Array.fromAsync(readings.scan(filter))).flat().map(({ id }) => id),
        [first.id],
      );
    });

    test('the index names conversations that can hold a group, those that stand alone, and those of another tokeniser', async () => {
      const { readings } = open.store;
      const held = (groups: string[][][], changes = {}) => readings.holding(groups, { alone: '*', tokeniser, ...changes });
      const sorted = (...ids: InteractionId[]) => ids.sort();
      assert.deepEqual(await held([[['refund']]]), sorted(first.id, third.id));
      assert.deepEqual(await held([[['refund'], ['parcel', 'parceln']]]), [third.id]);
      assert.deepEqual(await held([[['late']], [['refund'], ['please']]]), sorted(first.id, second.id));
      assert.deepEqual(await held([]), []);
      assert.deepEqual(await held([], { alone: 'voice' }), [first.id]);
      assert.equal((await held([], { tokeniser: 'newer' })).length, 3);
    });

    test('profiles count each conversation once, with an example', async () => {
      const profiles = await open.store.readings.profiles({});
      const counts = Object.fromEntries(profiles.map(({ profile, count }) => [profile, count]));
      assert.deepEqual(counts, { chat: 2, voice: 1 });
      assert.equal(profiles.find(({ profile }) => profile === 'voice')?.example, first.id);
    });

    test('texts are those of the turns', async () => {
      assert.deepEqual((await open.store.readings.texts([third.id])).get(third.id), ['REFUND the parcel']);
    });

    test('findings of a version are seen when it is shown, all at once, and none of another', async () => {
      const { findings, content } = open.store;
      const listed = async (rule: string, verdict?: 'met' | 'missed' | 'fired') =>
        (await content.search({ rule, ...(verdict ? { verdict } : {}) })).items.map(({ id }) => id);
      assert.equal(await findings.shown(), 0);
      await findings.put(0, [findingsOf(second, { met: ['greeting'], fired: ['greeting'] }), findingsOf(third, { missed: ['greeting'] })]);
      assert.deepEqual(await listed('greeting'), [second.id]);
      await findings.put(1, [findingsOf(third, { met: ['greeting'], fired: ['greeting'] }), findingsOf(second, { missed: ['greeting'] })]);
      assert.deepEqual(await listed('greeting'), [second.id], 'version 1 is not shown yet');
      assert.deepEqual(await findings.of(second.id), [finding]);
      await findings.show(1);
      assert.equal(await findings.shown(), 1);
      assert.deepEqual(await listed('greeting'), [third.id]);
      assert.deepEqual(await listed('greeting', 'missed'), [second.id]);
      const facets = await content.facets({});
      assert.deepEqual(facets.rule, [{ value: 'greeting', count: 1 }]);
      assert.deepEqual(await findings.counts(), [
        { rule: 'greeting', met: 1, missed: 1, notAssessable: 0, fired: 1, judged: 2 },
        { rule: 'other', met: 0, missed: 0, notAssessable: 2, fired: 0, judged: 2 },
      ]);
      assert.equal(await findings.of(first.id), null);
    });

    test('findings of an earlier version of a conversation are not shown', async () => {
      const { findings, content } = open.store;
      await content.put([{ ...third, version: 2 }]);
      assert.equal(await findings.of(third.id), null);
      assert.deepEqual((await content.search({ rule: 'greeting' })).items, []);
      await findings.put(1, [{ ...findingsOf(third, { met: ['greeting'], fired: ['greeting'] }), version: 2 }]);
      assert.equal((await content.search({ rule: 'greeting', verdict: 'met' })).total, 1);
    });
  });
}
