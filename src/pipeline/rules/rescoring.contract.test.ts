import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Interaction } from '../../domain/interaction.ts';
import { evaluateRules } from '../../rules/evaluate.ts';
import { programOf, readRuleSet } from '../../rules/rule-set.ts';
import { conversationOf, readingOf } from '../../rules/stored/reading.ts';
import type { Records } from '../../storage/records.ts';
import { type OpenStore, type RuleStores, recordsAdapters, ruleAdapters } from '../../storage/testing/adapters.ts';
import { generateInteraction, turnOf } from '../../storage/testing/generate-interaction.ts';
import { createHistoryJudge } from './judge-history.ts';
import { verdictsOf } from './judged.ts';
import { Rescoring } from './rescoring.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { createProcessedStore } from './store-processed.ts';
import { StoreWords } from './store-words.ts';

const content = (expression: string) => ({
  rules: [
    { file: 'rules/a.yaml', text: `- id: asked\n  detect: |\n    ${expression}\n- id: before\n  detect: |\n    prior(rule(asked))\n` },
  ],
  lists: [],
});

let stores: OpenStore<RuleStores>;
let records: OpenStore<Records>;
before(async () => {
  const [rules, sqlite] = [ruleAdapters[0], recordsAdapters[0]];
  assert.ok(rules && sqlite);
  stores = await rules.open();
  records = await sqlite.open();
});
after(async () => {
  await stores.dispose();
  await records.dispose();
});

/** Chats of one customer, one a day, each saying one thing. */
function chat(day: number, text: string): Interaction {
  const startedAt = new Date(Date.UTC(2026, 5, 1 + day)).toISOString();
  const customerKeys = [{ kind: 'account' as const, key: 'one-customer' }];
  return generateInteraction(day, { startedAt, customerKeys, turns: [turnOf(text)] });
}

function setUp(expression: string) {
  const { readings, findings } = stores.store;
  const program = programOf(readRuleSet(content(expression)));
  const rules = { current: () => ({ program }) } as unknown as RulesInForce;
  const words = new StoreWords(readings);
  const rescoring = new Rescoring({
    read: readRuleSet,
    readings,
    findings,
    versions: records.store.ruleVersions,
    words,
    onError: assert.fail,
  });
  const judgeHistory = createHistoryJudge({ rules, words, readings, findings });
  const store = createProcessedStore({ ...stores.store, words, rescoring, judgeHistory });
  const arrive = (interactions: readonly Interaction[]) =>
    store(
      interactions.map((interaction) => {
        const conversation = { ...conversationOf(interaction), history: [] };
        const judged = {
          startedAt: interaction.startedAt,
          reading: readingOf(conversation),
          verdicts: verdictsOf(evaluateRules(program, conversation)),
        };
        return { interaction, judged };
      }),
    );
  return { rescoring, arrive };
}

const on = async (rule: string) => (await stores.store.content.search({ rule })).total;

test('a contact that arrives late is known to those after it', async () => {
  const { arrive } = setUp('"refund"');
  await arrive([chat(3, 'hello'), chat(5, 'hello')]);
  assert.equal(await on('before'), 0);
  await arrive([chat(1, 'a refund')]);
  assert.deepEqual([await on('asked'), await on('before')], [1, 2]);
  await arrive([chat(4, 'hello')]);
  assert.equal(await on('before'), 3);
});

test('what arrives while history is judged is under the old rules and the new, and a later publication takes the place of the first', async () => {
  const { rescoring, arrive } = setUp('"refund"');
  await rescoring.publish({ content: content('"parcel"'), note: 'never shown', publisher: null, approver: null });
  const published = rescoring.publish({ content: content('"hello"'), note: 'greetings', publisher: 'dana', approver: 'somebody' });
  await Promise.all([published, arrive([chat(7, 'a refund')])]);
  await rescoring.idle();
  const versions = await records.store.ruleVersions.list();
  assert.deepEqual(
    versions.map(({ version, state, note }) => [version, state, note]),
    [
      [2, 'shown', 'greetings'],
      [1, 'abandoned', 'never shown'],
    ],
  );
  assert.equal(await stores.store.findings.shown(), 2);
  const every = (await stores.store.content.search({})).total;
  const facets = await stores.store.content.facets({});
  assert.equal(every, 5);
  assert.ok(facets.rule?.some(({ value }) => value === 'asked'));
  assert.equal(await on('before'), 3, 'days 4, 5 and 7 come after a greeting');
  assert.ok((await stores.store.findings.of(chat(7, '').id)) !== null, 'what arrived meanwhile is judged as well');
});
