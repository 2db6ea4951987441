import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodeRecording } from '../capture/audio/decode-recording.ts';
import { wavOfSamples } from './openai-compatible/wav-of-samples.ts';
import { createTranscriptionPool, type TranscriptionPool } from './transcription-pool.ts';
import { countWordErrors, wordErrorRate } from './word-error-rate.ts';

/** Synthesised once with espeak-ng and sox from texts and chords written for these tests; 8 kHz. */
const fixture = (name: string) => fileURLToPath(new URL(`__fixtures__/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'earshot-speech-'));
let pool: TranscriptionPool;

before(() => {
  pool = createTranscriptionPool({ workers: 2, model: 'tiny' });
});
after(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const said =
  'Thank you for calling Harbour Insurance. How can I help you today? Good morning. I am calling about my last bill. I think that it is wrong. ' +
  'I am sorry to hear that. Let me check your account. One moment please. Thank you very much. I have the letter here in front of me.';

test('a stereo call becomes turns by channel, with roles, times, words and peaks', async () => {
  const transcript = await pool.transcribe({ path: fixture('two-voices.flac'), name: 'call.flac', channelRoles: ['agent', 'customer'] });
  assert.deepEqual(
    transcript.turns.map((turn) => [turn.role, turn.roleConfidence, turn.channel]),
    [
      ['agent', 1, 0],
      ['customer', 1, 1],
      ['agent', 1, 0],
      ['customer', 1, 1],
    ],
  );
  const heard = transcript.turns.map((turn) => turn.text).join(' ');
  const rate = wordErrorRate([countWordErrors(said, heard)]);
  assert.ok(rate < 0.2, `${rate}: ${heard}`);
  const [first, , third, last] = transcript.turns;
  assert.ok(Math.abs((first?.startMs ?? 0) - 300) < 150, `first turn starts at ${first?.startMs}`);
  assert.ok((last?.startMs ?? 0) - (third?.endMs ?? 0) > 3_900, 'the four seconds of silence stay');
  for (const turn of transcript.turns) {
    const words = turn.words ?? [];
    assert.equal(words.map((word) => word.text).join(' '), turn.text);
    assert.ok(words.every((word, index) => word.endMs > word.startMs && word.startMs >= (words[index - 1]?.startMs ?? 0)));
    assert.ok(words.every((word) => (word.confidence ?? -1) > 0 && (word.confidence ?? 2) <= 1));
  }
  assert.equal(transcript.held, null);
  assert.equal(transcript.language?.code, 'en');
  assert.equal(transcript.media.channels, 2);
  assert.equal(transcript.media.peaks?.channels[0]?.length, Math.ceil((transcript.media.durationMs ?? 0) / 50));
  assert.match(transcript.versions.transcriber ?? '', /^moonshine-tiny@/);
});

test('what lies in a pause interval is not heard', async () => {
  const transcript = await pool.transcribe({
    path: fixture('two-voices.flac'),
    name: 'call.flac',
    pauses: [{ startMs: 5_000, endMs: 30_000 }],
  });
  assert.deepEqual(
    transcript.turns.map((turn) => turn.role),
    ['agent'],
  );
  assert.ok(transcript.turns.every((turn) => (turn.endMs ?? 0) < 5_100));
});

test('doubled mono is heard once, and its two voices are told apart with low confidence', async () => {
  const transcript = await pool.transcribe({ path: fixture('doubled.opus.ogg'), name: 'call.ogg' });
  assert.ok(transcript.warnings.some((warning) => warning.includes('the same sound')));
  assert.deepEqual(
    transcript.turns.map((turn) => turn.role),
    ['agent', 'customer', 'agent', 'customer'],
  );
  assert.ok(transcript.turns.every((turn) => turn.roleConfidence <= 0.6 && turn.channel === 0));
});

test('speech in another language is withheld, never turned into English', async () => {
  const transcript = await pool.transcribe({ path: fixture('spanish.opus.ogg'), name: 'call.ogg' });
  assert.deepEqual([transcript.held, transcript.turns, transcript.language?.code], ['language', [], 'und']);
  assert.ok(transcript.events.some((event) => event.kind === 'speech-other-language'));
});

test('hold music is an event and a hold, without a word', async () => {
  const transcript = await pool.transcribe({ path: fixture('hold-music.opus.ogg'), name: 'hold.ogg' });
  assert.deepEqual([transcript.held, transcript.turns], ['no-speech', []]);
  assert.deepEqual(
    transcript.events.map((event) => [event.kind, event.origin]),
    [
      ['music', 'inferred'],
      ['hold', 'inferred'],
    ],
  );
});

test('a recording that breaks off gives what is there', async () => {
  const path = join(folder, 'cut.wav');
  const left = decodeRecording(fixture('two-voices.flac')).channels[0] ?? new Int16Array(0);
  writeFileSync(path, wavOfSamples(Float32Array.from(left, (sample) => sample / 32_768)));
  truncateSync(path, 44 + 5 * 32_000);
  const transcript = await pool.transcribe({ path, name: 'cut.wav' });
  assert.match(transcript.turns[0]?.text ?? '', /[Tt]hank you for calling/);
  assert.ok(transcript.warnings.some((warning) => warning.includes('truncated')));
});

test('silence, text and nothing end as facts, and the worker goes on', async () => {
  const silent = join(folder, 'silent.wav');
  writeFileSync(silent, wavOfSamples(new Float32Array(48_000)));
  const text = join(folder, 'text.wav');
  writeFileSync(text, readFileSync(fileURLToPath(import.meta.url)));
  const empty = join(folder, 'empty.wav');
  writeFileSync(empty, '');
  assert.equal((await pool.transcribe({ path: silent, name: 'silent.wav' })).held, 'no-speech');
  await assert.rejects(pool.transcribe({ path: text, name: 'text.wav' }), { code: 'unreadable' });
  await assert.rejects(pool.transcribe({ path: empty, name: 'empty.wav' }), { code: 'unreadable' });
});

test('an aborted recording rejects and frees its worker', async () => {
  const controller = new AbortController();
  const running = pool.transcribe({ path: fixture('two-voices.flac'), name: 'call.flac' }, { signal: controller.signal });
  controller.abort();
  await assert.rejects(running, { name: 'AbortError' });
  assert.equal((await pool.transcribe({ path: fixture('hold-music.opus.ogg'), name: 'hold.ogg' })).held, 'no-speech');
});
