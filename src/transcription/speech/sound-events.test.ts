import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSoundEvents, withoutSounds } from './sound-events.ts';

const rate = 16_000;
/** A stretch of sines, or of silence, with faint line noise under it. */
function sound(seconds: number, ...hertz: number[]): number[] {
  let state = 7;
  return Array.from({ length: rate * seconds }, (_, index) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const noise = (state / 0x7fffffff - 0.5) * 60;
    return hertz.reduce((sum, one) => sum + (8_000 / hertz.length) * Math.sin((2 * Math.PI * one * index) / rate), noise);
  });
}

function eventsIn(...parts: number[][]) {
  const samples = Int16Array.from(parts.flat());
  return findSoundEvents(samples, new Float32Array(Math.ceil(samples.length / 512)));
}

const cases: [string, number[][], string[]][] = [
  ['North American ringing', [sound(1), sound(2, 440, 480), sound(4), sound(2, 440, 480), sound(1)], ['ring', 'ring']],
  ['European ringing', [sound(1), sound(1, 425), sound(3)], ['ring']],
  ['keys pressed', [sound(0.3), sound(0.1, 697, 1_209), sound(0.2), sound(0.1, 941, 1_477), sound(0.3)], ['tone', 'tone']],
  ['a beep', [sound(0.5), sound(0.4, 1_000), sound(0.5)], ['tone']],
  ['a click too short for a tone', [sound(0.5), sound(0.03, 1_000), sound(0.5)], []],
  ['silence and line noise', [sound(8)], []],
];

for (const [name, parts, expected] of cases) {
  test(`${name}: ${expected.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(
      eventsIn(...parts).map((event) => event.kind),
      expected,
    );
  });
}

test('an event lies where the sound is', () => {
  const [ring] = eventsIn(sound(1), sound(2, 440, 480), sound(1));
  assert.ok(ring && Math.abs(ring.startMs - 1_000) <= 64 && Math.abs(ring.endMs - 3_000) <= 64, JSON.stringify(ring));
});

test('chords without a pause are music, also where the tones change', () => {
  const chords = [
    [262, 330, 392, 523],
    [220, 262, 330, 440],
    [349, 440, 523, 698],
  ];
  const events = eventsIn(...chords.map((chord) => sound(2, ...chord)), ...chords.map((chord) => sound(2, ...chord)));
  assert.deepEqual(
    events.map((event) => event.kind),
    ['music'],
  );
});

test('a voice is never taken for a tone, however pure', () => {
  const samples = Int16Array.from([...sound(0.5), ...sound(0.4, 1_000), ...sound(0.5)]);
  assert.deepEqual(findSoundEvents(samples, new Float32Array(44).fill(0.9)), []);
});

test('sounds are taken out of what is searched for speech', () => {
  const left = withoutSounds(new Float32Array(100).fill(0.9), [{ kind: 'tone', startMs: 320, endMs: 640 }]);
  assert.deepEqual([left[9], left[10], left[19], left[20]], [Math.fround(0.9), 0, 0, Math.fround(0.9)]);
});
