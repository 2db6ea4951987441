import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobHash } from '../../domain/ids.ts';
import type { Media, Turn, Word } from '../../domain/interaction.ts';
import { findMasks, flattenPeaks } from './find-masks.ts';
import { redactTurns } from './redact-turns.ts';

const text = 'the number is four one one one one one one one one one one one one one one one thank you';

/** One word every 500 ms, 400 ms long. */
const spoken = (said: string, confidence: readonly number[] = []): readonly Word[] =>
  said.split(' ').map((word, index) => ({
    text: word,
    startMs: index * 500,
    endMs: index * 500 + 400,
    ...(confidence[index] !== undefined && { confidence: confidence[index] }),
  }));

function turnOf(more: Partial<Turn>): Turn {
  const startMs = 0;
  return {
    index: 0,
    leg: 0,
    participant: 'c',
    role: 'customer',
    roleConfidence: 1,
    text,
    startMs,
    endMs: 9_500,
    heard: { media: 0, channel: 1 },
    words: spoken(text),
    ...more,
  };
}

const recording = (more: Partial<Media> = {}): Media => ({ name: 'call.wav', blob: 'x' as BlobHash, durationMs: 60_000, ...more });

function masksOf(turn: Turn, media: readonly Media[] = [recording()]) {
  return findMasks([turn], redactTurns([turn], { country: 'US' }).annotations, media);
}

/** Word 3 begins at 1,500 ms, word 18 ends at 9,400 ms. */
const whole = { startMs: 1_350, endMs: 9_550, channel: 1 };

test('from the first to the last digit and 150 ms beyond, on the speaker’s channel alone', () => {
  assert.deepEqual(masksOf(turnOf({})), [[whole]]);
});

test('a badly recognised neighbour may be a digit, and is silenced too; a well recognised one is not', () => {
  const unsure = [0.9, 0.9, 0.3];
  assert.deepEqual(masksOf(turnOf({ words: spoken(text, unsure) })), [[{ ...whole, startMs: 850 }]]);
});

test('a turn without word times is silenced whole', () => {
  const all = [[{ startMs: 0, endMs: 11_000, channel: 1 }]];
  assert.deepEqual(masksOf(turnOf({ words: [] })), all);
  assert.deepEqual(masksOf(turnOf({ words: spoken(text).map((word) => ({ ...word, interpolated: true })) })), all);
  assert.deepEqual(masksOf(turnOf({ words: spoken('other words altogether') })), all);
});

test('times are the recording’s own', () => {
  assert.deepEqual(masksOf(turnOf({}), [recording({ offsetMs: 1_000 })]), [[{ startMs: 350, endMs: 8_550, channel: 1 }]]);
});

test('a transcript that came with its recording is silenced on the role’s channel, or on all when roles are not stated', () => {
  const { heard: _heard, ...unheard } = turnOf({});
  assert.deepEqual(masksOf(unheard, [recording({ channelRoles: ['customer', 'agent'] })]), [[{ ...whole, channel: 0 }]]);
  const { channel: _channel, ...everywhere } = whole;
  assert.deepEqual(masksOf(unheard, [recording()]), [[everywhere]]);
});

test('only the recording in which it was said is touched', () => {
  assert.deepEqual(masksOf(turnOf({ heard: { media: 1, channel: 1 } }), [recording(), recording()]), [[], [whole]]);
});

test('a mask reaches into silence, where a recogniser loses sounds, and stops 150 ms into what else was heard', () => {
  const digits = 'four one one one one one one one one one one one one one one one';
  const number = turnOf({ text: digits, words: spoken(digits), startMs: 0, endMs: 7_900 });
  const next = turnOf({ index: 1, text: 'okay', words: [{ text: 'okay', startMs: 8_500, endMs: 8_900 }], startMs: 8_500, endMs: 8_900 });
  const masks = (turns: readonly Turn[]) => findMasks(turns, redactTurns(turns, { country: 'US' }).annotations, [recording()]);
  assert.deepEqual(masks([number]), [[{ startMs: 0, endMs: 9_400, channel: 1 }]]);
  assert.deepEqual(masks([number, next]), [[{ startMs: 0, endMs: 8_500, channel: 1 }]]);
  assert.deepEqual(masks([number, { ...next, startMs: 7_950 }]), [[{ startMs: 0, endMs: 8_050, channel: 1 }]]);
});

test('stretches less than 400 ms apart become one', () => {
  const both = 'my pin is 4821 and pin is 4822';
  const words = both.split(' ').map((word, index) => ({ text: word, startMs: index * 150, endMs: index * 150 + 100 }));
  assert.deepEqual(masksOf(turnOf({ text: both, words })), [[{ startMs: 300, endMs: 2_650, channel: 1 }]]);
});

test('nothing found, nothing silenced', () => {
  assert.deepEqual(masksOf(turnOf({ text: 'hello there', words: spoken('hello there') })), [[]]);
});

test('what is drawn is flat where nothing can be heard, on that channel alone', () => {
  const media = recording({
    peaks: {
      perSecond: 2,
      channels: [
        [9, 9, 9, 9],
        [9, 9, 9, 9],
      ],
    },
  });
  assert.deepEqual(flattenPeaks(media, [{ startMs: 600, endMs: 1_400, channel: 1 }]).peaks?.channels, [
    [9, 9, 9, 9],
    [9, 0, 0, 9],
  ]);
});
