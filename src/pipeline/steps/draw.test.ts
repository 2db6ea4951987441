import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeRecording } from '../../capture/audio/describe-recording.ts';
import { AppError } from '../../domain/errors.ts';
import type { BlobHash } from '../../domain/ids.ts';
import type { RecordingTranscript } from '../../domain/transcript.ts';
import { blank } from '../../http/testing/sample-interactions.ts';
import type { Work } from '../work.ts';
import { createDrawStep } from './draw.ts';

const tone = fileURLToPath(new URL('../../capture/audio/__fixtures__/tone.m4a', import.meta.url));
const text = fileURLToPath(import.meta.url);
const work = (media: object[]) => ({ interaction: { ...blank, channel: 'voice', media, warnings: [] }, settings: {} }) as unknown as Work;

/** Files by their "hash", and an archive in memory; counts how often a file was decoded. */
function setUp(describe: (path: string) => Promise<RecordingTranscript['media']> = describeRecording) {
  const kept = new Map<string, RecordingTranscript>();
  const decoded: string[] = [];
  const draw = createDrawStep({
    archive: { get: async (key) => kept.get(key) ?? null, put: async (key, transcript) => void kept.set(key, transcript) },
    withPlainFile: (blob, use) => {
      decoded.push(blob);
      return use(blob);
    },
    describe,
  });
  return { draw, decoded };
}

test('a recording that came with its words gets length, channels and twenty peaks a second', async () => {
  const { draw } = setUp();
  const outcome = await draw(work([{ name: 'call.m4a', blob: tone as BlobHash }]));
  assert.equal(outcome.kind, 'ok');
  const [media] = outcome.kind === 'ok' ? outcome.value.interaction.media : [];
  assert.deepEqual([media?.durationMs, media?.channels, media?.sampleRate, media?.peaks?.perSecond], [1_000, 2, 16_000, 20]);
  assert.deepEqual(
    media?.peaks?.channels.map((peaks) => peaks.length),
    [20, 20],
  );
  assert.ok(media?.peaks?.channels.every((peaks) => peaks.slice(2, 18).every((peak) => peak > 100 && peak < 150)));
});

test('processed again, nothing is decoded again; a transcribed recording never is', async () => {
  const { draw, decoded } = setUp();
  const once = work([{ name: 'call.m4a', blob: tone as BlobHash }]);
  assert.deepEqual(await draw(once), await draw(once));
  await draw(work([{ name: 'heard.wav', blob: 'none', peaks: { perSecond: 20, channels: [[1]] } }]));
  assert.deepEqual(decoded, [tone]);
});

test('a recording that cannot be read leaves the contact its words, and a warning', async () => {
  const { draw } = setUp();
  const outcome = await draw(work([{ name: 'call.wav', blob: text as BlobHash }]));
  assert.match(outcome.kind === 'ok' ? outcome.value.interaction.warnings.join() : '', /cannot be played: the file is not audio/);
});

test('what may pass is tried again with the contact', async () => {
  const { draw } = setUp(() => Promise.reject(new AppError('engine-failed', 'the thread died', { retryable: true })));
  await assert.rejects(draw(work([{ name: 'call.wav', blob: tone as BlobHash }])), /thread died/);
});
