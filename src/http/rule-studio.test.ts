import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { memoryWorld } from './testing/memory-stores.ts';

let app: FastifyInstance;
before(async () => {
  app = await createApp(memoryWorld());
});

async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const reply = await app.inject({ method, url, headers: { host: 'localhost' }, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() as Record<string, unknown> };
}

const text =
  'id: refund-asked\ndetect: |\n  customer: ("refund" | "money back")\ntests:\n  - { turns: ["customer: money back"], expect: met }\n';

test('a draft is kept, checked, tested, published and gone', async () => {
  const kept = await ask('PUT', '/v1/rules/refund-asked/draft', { text });
  assert.deepEqual([kept.status, (kept.body.draft as { text: string }).text], [200, text]);
  assert.equal(((await ask('GET', '/v1/rules/drafts')).body.items as unknown[]).length, 1);
  const { body: checked } = await ask('POST', '/v1/rules/refund-asked/check', { text });
  assert.deepEqual(checked, {
    problems: [],
    description: [{ words: 'A finding is a conversation where the customer says “refund” or “money back”.', parts: [] }],
  });
  const { body: tested } = await ask('POST', '/v1/rules/refund-asked/test', { text });
  assert.deepEqual(tested.items, [{ name: '', line: 5, expect: 'met', actual: 'met', passed: true }]);
  assert.equal((await ask('POST', '/v1/rules/refund-asked/publish', { note: 'more words' })).status, 202);
  const { body: open } = await ask('GET', '/v1/rules/refund-asked');
  assert.deepEqual([(open.source as { text: string }).text, open.draft], [text, null]);
});

test('what is wrong stands at its line and column, with what to write instead', async () => {
  const { body } = await ask('POST', '/v1/rules/refund-asked/check', { text: 'id: refund-asked\ndetect: |\n  custmer: "refund"\n' });
  assert.deepEqual(body, {
    problems: [
      {
        line: 3,
        column: 3,
        severity: 'error',
        message: 'there is no role "custmer"; the roles are agent, customer, bot, ivr, supervisor, third-party, unknown',
        suggestion: 'customer',
      },
    ],
    description: [],
  });
});

test('every rule stands with its verdicts', async () => {
  const { body } = await ask('GET', '/v1/rules/standing');
  assert.deepEqual(
    (body.items as { rule: string; met: number }[]).map(({ rule, met }) => [rule, met]),
    [['refund-asked', 0]],
  );
});

test('another product’s rules come over as entries, with what did not', async () => {
  const { body } = await ask('POST', '/v1/rules/convert', { name: 'queries', text: 'refunds = C:refund NOT warranty\n' });
  assert.equal(body.format, 'verint');
  assert.match((body.rules as { text: string }[])[0]?.text ?? '', /^id: refunds\nname: refunds\n/);
});

const refused: readonly (readonly ['GET' | 'POST' | 'PUT', string, object | undefined, number])[] = [
  ['GET', '/v1/rules/nobody', undefined, 404],
  ['PUT', '/v1/rules/new/draft', { text }, 400],
  ['PUT', '/v1/rules/new/draft', { text, file: '../x.yaml' }, 400],
  ['POST', '/v1/rules/nobody/publish', { note: 'x' }, 404],
  ['POST', '/v1/rules/refund-asked/noise', { rates: [2] }, 422],
  ['POST', '/v1/rules/try', { expression: '"a"', rule: { id: 'a', text } }, 422],
];
for (const [method, url, payload, status] of refused) {
  test(`${method} ${url} refuses ${JSON.stringify(payload)}`, async () => assert.equal((await ask(method, url, payload)).status, status));
}
