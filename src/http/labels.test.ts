import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createRuleLabelling } from '../analytics/rule-labelling.ts';
import { readRuleSet } from '../rules/rule-set.ts';
import type { RuleVersion } from '../storage/rule-versions.ts';
import { createApp } from './app.ts';
import { labelDrawSchema, labelsSchema, ruleMeasureSchema } from './contract/labels.ts';
import { memoryWorld } from './testing/memory-stores.ts';
import { manyInteractions } from './testing/sample-interactions.ts';

const rule = '/v1/rules/refund-asked';
const published = { file: 'rules/a.yaml', text: '- id: moved\n  detect: |\n    agent: "hello"\n' };

/** 400 conversations; in every fourth the customer asks for a refund, in every eighth in words the rule does not have. */
const conversations = manyInteractions(400).map((one, index) => {
  const words = index % 4 === 0 ? 'I want a refund' : index % 8 === 1 ? 'were these refunds sent' : 'when are you open';
  return {
    ...one,
    language: null,
    turns: one.turns.map((turn) => ({ ...turn, text: turn.role === 'customer' ? words : 'hello' })),
  };
});

describe('labels of a rule over the API', () => {
  let app: FastifyInstance;
  beforeEach(async () => {
    app = await createApp(memoryWorld(conversations));
  });
  const send = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) => {
    const reply = await app.inject({ method, url: `${rule}${path}`, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json() as unknown };
  };
  const draw = async (n: number) => labelDrawSchema.parse((await send('POST', '/draws', { n })).body);

  test('a draw takes findings, near misses and others with their probabilities, and is the same draw again', async () => {
    const first = await draw(20);
    assert.deepEqual(first.strata, [
      { stratum: 'fired', population: 100, drawn: 8 },
      { stratum: 'near', population: 50, drawn: 8 },
      { stratum: 'rest', population: 250, drawn: 4 },
    ]);
    for (const item of first.items) {
      const count = first.strata.find(({ stratum }) => stratum === item.stratum);
      assert.equal(item.probability, (count?.drawn ?? 0) / (count?.population ?? 1));
      assert.equal(item.spans.length > 0, item.stratum !== 'rest');
    }
    assert.deepEqual(await draw(20), first);
  });

  test('a larger draw contains the smaller, so judgements are kept', async () => {
    const [small, large] = [await draw(20), await draw(40)];
    const drawn = new Set(large.items.map(({ interaction }) => interaction));
    assert.ok(small.items.every(({ interaction }) => drawn.has(interaction)));
  });

  test('judging twice is judging once; another answer replaces the first; undo takes it back', async () => {
    const [item] = (await draw(20)).items;
    const interaction = item?.interaction ?? '';
    const judge = (judgement: string) => send('POST', '/labels', { judgements: [{ interaction, judgement }] });
    const once = await judge('yes');
    assert.deepEqual(await judge('yes'), once);
    await judge('no');
    const kept = labelsSchema.parse((await send('GET', '/labels')).body).items;
    assert.deepEqual(
      kept.map((label) => [label.interaction, label.judgement, label.probability]),
      [[interaction, 'no', item?.probability]],
    );
    assert.deepEqual((await send('DELETE', `/labels/${interaction}`)).body, { removed: true });
    assert.deepEqual((await send('DELETE', `/labels/${interaction}`)).body, { removed: false });
  });

  test('judgements of all drawn give precision, recall and the rate with its errors taken out', async () => {
    const { items } = await draw(60);
    const judgements = items.map(({ interaction, stratum }) => ({ interaction, judgement: stratum === 'rest' ? 'no' : 'yes' }));
    await send('POST', '/labels', { judgements });
    const measure = ruleMeasureSchema.parse((await send('GET', '/measure')).body);
    assert.equal(measure.precision?.value, 1);
    assert.ok(Math.abs((measure.recall?.value ?? 0) - 100 / 150) < 1e-9);
    assert.equal(measure.prevalence.raw, 0.25);
    assert.ok(Math.abs((measure.prevalence.corrected?.value ?? 0) - 150 / 400) < 1e-9);
  });

  test('the decay alarm compares with what was found before the rule was published', async () => {
    const world = memoryWorld(
      conversations.map((one, index) => ({ ...one, startedAt: `2026-${index % 2 === 0 ? '01' : '03'}-10T00:00:00Z` })),
    );
    const rules = () => readRuleSet({ rules: [published] });
    const versions = {
      list: async () => [{ version: 1, publishedAt: '2026-02-01T00:00:00Z' } as RuleVersion],
      content: async () => ({ rules: [published], lists: [] }),
    };
    const labelling = createRuleLabelling({ content: world.content, labels: world.records.labels, rules, versions });
    const { items } = await labelling.draw('moved', { n: 60, seed: 1 });
    const isOld = (startedAt: string | null) => startedAt !== null && startedAt < '2026-02';
    await labelling.judge(
      'moved',
      items.map(({ interaction, startedAt }) => ({ interaction, judgement: isOld(startedAt) ? 'yes' : 'no' })),
    );
    const { decay } = await labelling.measure('moved');
    assert.deepEqual([decay?.since, decay?.alarm], ['2026-02-01T00:00:00Z', true]);
  });

  test('what cannot be is refused', async () => {
    assert.equal((await send('GET', '/measure')).status, 404);
    assert.equal((await app.inject({ method: 'POST', url: '/v1/rules/no-such/draws', payload: {} })).statusCode, 404);
    await draw(20);
    const judgements = [{ interaction: 'nobody-drew-this', judgement: 'yes' }];
    assert.equal((await send('POST', '/labels', { judgements })).status, 422);
    assert.equal((await send('POST', '/draws', { n: 0 })).status, 422);
  });
});
