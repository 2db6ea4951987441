import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelLayout } from './channel-layout.ts';

/** Ten seconds of deterministic noise-like sound. */
function sound(seed: number, gain = 8_000): Int16Array {
  let state = seed;
  return Int16Array.from({ length: 160_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state / 0x7fffffff - 0.5) * gain;
  });
}
const first = sound(1);
const shifted = Int16Array.from(first, (_, index) => (first[index - 5] ?? 0) * 0.8 + 40);
const silence = new Int16Array(160_000);
const faint = Int16Array.from(first, (sample) => sample / 20);

const cases: [string, Int16Array[], object][] = [
  ['one channel is mono', [first], { kind: 'single', channel: 0, reason: 'mono' }],
  ['equal channels are identical', [first, first.slice()], { kind: 'single', channel: 0, reason: 'identical' }],
  ['a copy with other level, offset and delay is doubled mono', [first, shifted], { kind: 'single', channel: 0, reason: 'doubled' }],
  ['a silent channel leaves one voice', [silence, first], { kind: 'single', channel: 1, reason: 'other-silent' }],
  ['different sounds are separate', [first, sound(2)], { kind: 'separate', channels: [0, 1] }],
  ['a faint copy is one party heard in the other line, not mono', [first, faint], { kind: 'separate', channels: [0, 1] }],
  ['nothing anywhere is silent', [silence, silence], { kind: 'silent' }],
  ['of three channels the silent one is left out', [first, silence, sound(3)], { kind: 'separate', channels: [0, 2] }],
];

for (const [name, channels, expected] of cases) {
  test(name, () => assert.deepEqual(channelLayout(channels), expected));
}
