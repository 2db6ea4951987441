import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InteractionEvent } from '../api.ts';
import { prepareRegions, prepareWaveform, quietStretches } from './prepare-waveform.ts';

const media = {
  name: 'a.wav',
  blob: 'b',
  durationMs: 10_000,
  peaks: {
    perSecond: 1,
    channels: [
      [0, 100],
      [50, 200],
    ],
  },
};
const event = (kind: InteractionEvent['kind'], startMs: number, endMs: number): InteractionEvent => ({
  kind,
  startMs,
  endMs,
  leg: null,
  role: null,
  origin: 'computed',
});

test('both channels share one scale, so that loud and quiet can be compared', () => {
  assert.deepEqual(
    prepareWaveform(media).map(({ side, peaks }) => [side, peaks]),
    [
      ['agent', [0, 0.5]],
      ['customer', [0.25, 1]],
    ],
  );
});

test('the channel map names the channels', () => {
  const [first] = prepareWaveform({ ...media, channelRoles: ['customer', 'agent'] });
  assert.deepEqual([first?.label, first?.side], ['Customer', 'customer']);
});

test('a recording of one channel belongs to no side', () => {
  assert.deepEqual(
    prepareWaveform({ ...media, peaks: { perSecond: 1, channels: [[1]] } }).map(({ label, side }) => [label, side]),
    [['Channel 1', 'other']],
  );
});

test('events become shares of the recording and stay inside it', () => {
  const regions = prepareRegions([event('hold', 1000, 3000), event('silence', 9000, 12_000), event('transfer', 500, 500)], media);
  assert.deepEqual(
    regions.map(({ kind, left, width }) => [kind, left, width]),
    [
      ['hold', 10, 20],
      ['silence', 90, 10],
    ],
  );
});

test('dead air is not drawn twice', () => {
  const regions = prepareRegions([event('silence', 0, 5000), event('dead-air', 0, 5000)], media);
  assert.deepEqual(
    regions.map(({ kind }) => kind),
    ['dead-air'],
  );
});

test('overtalk is never skipped as silence', () => {
  assert.deepEqual(
    quietStretches([event('overtalk', 0, 900), event('hold', 1000, 9000)]).map(({ kind }) => kind),
    ['hold'],
  );
});
