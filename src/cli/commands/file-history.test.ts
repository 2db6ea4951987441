import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from '../../rules/compile.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import { findingsOf, RuleEngine } from '../../rules/evaluate.ts';
import { parseExpression } from '../../rules/parse.ts';
import { ruleOf } from '../../rules/rule.ts';
import { FileHistory } from './file-history.ts';

const line = (id: string, startedAt: string, customer?: object, said = 'hello') =>
  JSON.stringify({ id, startedAt, customer, participants: [{ id: 'c', role: 'customer' }], turns: [{ participant: 'c', text: said }] });

const lines = [
  line('third', '2026-11-03T10:00:00Z', { account: 'a1' }),
  line('first', '2026-11-01T10:00:00Z', { account: 'a1', phone: '+15550100' }),
  line('second', '2026-11-02T10:00:00Z', { phone: '+15550100' }),
  line('unreached', '2026-11-02T12:00:00Z', { account: 'a1' }, ''),
  line('stranger', '2026-11-03T10:00:00Z', { account: 'a2' }),
  line('nobody', '2026-11-03T10:00:00Z'),
];

const counts: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'contacts(same customer, 7d) >= 1',
    { third: 'met', first: 'missed', second: 'met', unreached: 'met', stranger: 'missed', nobody: 'not-assessable' },
  ],
  [
    'contacts(same customer, attempts, 7d) >= 2',
    { third: 'met', first: 'missed', second: 'missed', unreached: 'missed', stranger: 'missed', nobody: 'not-assessable' },
  ],
];

for (const [text, expected] of counts) {
  test(`${text} looks at the customer’s earlier contacts in the file, in whatever order they stand`, () => {
    const history = new FileHistory();
    const read = lines.map((each) => {
      const conversation = conversationOfLine(each);
      assert.ok(conversation);
      history.add(each, conversation);
      return { each, conversation };
    });
    const { expression } = parseExpression(text);
    assert.ok(expression);
    const engine = new RuleEngine(compileRules([ruleOf(expression)], { lists: {} }));
    const verdicts = read.map(({ each, conversation }) => {
      const whole = history.withHistory(each, conversation);
      engine.run(whole);
      return [conversation.id, findingsOf(engine, whole)[0]?.verdict];
    });
    assert.deepEqual(Object.fromEntries(verdicts), expected);
  });
}
