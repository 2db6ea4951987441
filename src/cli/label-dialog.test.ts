import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InteractionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { LabelItem } from '../domain/rule-label.ts';
import { readConversation } from '../rules/conversation-text.ts';
import { conversationText, judgeByHand } from './label-dialog.ts';

const item = (id: string): LabelItem => ({
  interaction: id as InteractionId,
  stratum: 'fired',
  probability: 1,
  startedAt: null,
  spans: [],
});

function conversation(id: string, turns: readonly string[]): Interaction {
  return { ...readConversation(turns), id } as unknown as Interaction;
}

/** Answers typed one after another; what was saved, taken back and shown. */
async function judge(items: readonly LabelItem[], answers: readonly string[]) {
  const did: string[] = [];
  const shown: string[] = [];
  const typed = [...answers];
  const at = await judgeByHand({
    items,
    question: 'Is this it?',
    show: (text) => shown.push(text),
    ask: async () => typed.shift() ?? null,
    read: async (id) => conversation(id, ['agent: hello']),
    save: async (id, judgement) => void did.push(`${id} ${judgement}`),
    undo: async (id) => void did.push(`${id} undone`),
  });
  return { at, did, shown };
}

describe('judging by hand', () => {
  const items = ['a', 'b', 'c'].map(item);
  const table: readonly (readonly [what: string, answers: readonly string[], did: readonly string[], at: number])[] = [
    ['saves each answer at once', ['y', 'n', 's'], ['a yes', 'b no', 'c skip'], 3],
    ['takes words as well as letters', ['YES', ' no ', 'skip'], ['a yes', 'b no', 'c skip'], 3],
    ['goes back one', ['y', 'u', 'n', 'q'], ['a yes', 'a undone', 'a no'], 1],
    ['has nothing to undo at first', ['u', 'y', 'q'], ['a yes'], 1],
    ['asks again after anything else', ['what', '', 'y', 'q'], ['a yes'], 1],
    ['stops at the end of input and keeps what was said', ['y'], ['a yes'], 1],
  ];
  for (const [what, answers, did, at] of table) {
    test(what, async () => {
      const result = await judge(items, answers);
      assert.deepEqual([result.did, result.at], [did, at]);
    });
  }

  test('does not show whether the rule fired', async () => {
    const { shown } = await judge(items, ['y', 'y', 'y']);
    assert.doesNotMatch(shown.join('\n'), /fired|near|rest/);
  });
});

describe('a conversation on the screen', () => {
  test('has what was found between guillemets', () => {
    const text = conversationText(conversation('a', ['[0:04] customer: I want a refund now']), [
      { turn: 0, start: 9, end: 15 },
      { turn: 0, start: 2, end: 6 },
    ]);
    assert.match(text, /0:04 {2}customer: I «want» a «refund» now/);
  });

  test('of many turns shows what stands around the places', () => {
    const turns = Array.from({ length: 200 }, (_, at) => `agent: turn ${at}`);
    const text = conversationText(conversation('a', turns), [{ turn: 100, start: 0, end: 4 }]);
    assert.match(text, /turn» 100/);
    assert.match(text, /turn 94\n[\s\S]*turn 106\n {2}…/);
    assert.doesNotMatch(text, /turn 93|turn 107/);
  });
});
