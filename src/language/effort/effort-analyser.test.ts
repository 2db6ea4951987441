import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InteractionEvent } from '../../domain/interaction.ts';
import { runAnalysers } from '../analyser.ts';
import { conversationDocument } from '../testing/conversation-document.ts';
import { effortAnalyser } from './effort-analyser.ts';

async function effortOf(lines: readonly string[], events: readonly InteractionEvent[] = []) {
  const { understanding } = await runAnalysers(conversationDocument(lines, { events }), [effortAnalyser]);
  assert.ok(understanding.effort);
  return understanding.effort;
}

const reasons: readonly (readonly [string, readonly string[]])[] = [
  ['explained before', ['customer: I already told you my number']],
  ['contacted again', ['customer: this is the third time I call']],
  ['waits long', ["customer: I'm still waiting"]],
  ['tried elsewhere', ['customer: I tried your website first']],
  ['does not understand', ["customer: I don't understand"]],
  ['asks for someone else', ['customer: let me talk to a manager']],
  ['still not solved', ["customer: it still doesn't work"]],
  ['passed on', ['agent: I will transfer you to billing']],
  ['asked again for the name', ['agent: What is your name?', 'customer: Jo', 'agent: May I have your full name, please?']],
  [
    'said before, in turn 1',
    ['customer: my internet has been down since this morning', 'agent: ok', 'customer: my internet has been down since this morning'],
  ],
];
for (const [why, lines] of reasons) {
  test(`${why}: ${lines.at(-1)}`, async () => {
    const { because } = await effortOf(lines);
    assert.ok(
      because.some((one) => one.why === why),
      JSON.stringify(because),
    );
  });
}

test('an easy contact has no points', async () => {
  const effort = await effortOf([
    'customer: What time do you open?',
    'agent: At nine. Is your name on the list?',
    'customer: Thanks, that is all.',
  ]);
  assert.deepEqual(effort, { points: 0, level: 'low', because: [] });
});

test('long holds and transfers of the source count, short holds do not', async () => {
  const event = (kind: InteractionEvent['kind'], startMs: number, endMs: number): InteractionEvent => {
    return { kind, startMs, endMs, leg: null, role: null, origin: 'imported' };
  };
  const events = [event('hold', 1_000, 20_000), event('hold', 61_000, 161_000), event('transfer', 100_000, 100_000)];
  const { points, because } = await effortOf(['customer: hi', 'agent: hello', 'customer: yes'], events);
  assert.equal(points, 3);
  assert.deepEqual(because.map(({ why }) => why).sort(), ['held for 100 s', 'transferred']);
});

test('the same complaint over and over counts twice, not ten times', async () => {
  const { points } = await effortOf(Array.from({ length: 10 }, (_, n) => `customer: number ${n}: I am still waiting`));
  assert.equal(points, 2);
});
