import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodeRecording } from '../capture/audio/decode-recording.ts';
import { createMoonshineTranscriber } from './moonshine/moonshine-transcriber.ts';
import { createOpenAiCompatibleTranscriber } from './openai-compatible/openai-compatible-transcriber.ts';
import type { SpeechChunk, Transcriber } from './transcriber.ts';

/** A recorded answer in the shape of OpenAI's verbose_json, for any sound; `failures` answers before it are errors. */
const server: Server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    seen.push({
      url: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: Buffer.concat(parts).toString('latin1'),
    });
    if (failures.length > 0) {
      response.writeHead(failures.shift() ?? 500).end();
      return;
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
});
const seen: { url: string; authorization: string; body: string }[] = [];
const failures: number[] = [];
const answer = {
  text: 'Thank you for calling Harbour Insurance.',
  words: ['Thank', 'you', 'for', 'calling', 'Harbour', 'Insurance.'].map((word, index) => ({
    word,
    start: index * 0.4,
    end: index * 0.4 + 0.3,
  })),
  segments: [{ start: 0, end: 2.5, text: 'Thank you for calling Harbour Insurance.', avg_logprob: -0.2 }],
};

let remote: Transcriber;
let local: Transcriber;
let chunk: SpeechChunk;

before(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  remote = createOpenAiCompatibleTranscriber({ url: `http://127.0.0.1:${port}`, model: 'whisper-1', apiKey: 'secret' });
  local = await createMoonshineTranscriber({ size: 'tiny' });
  const [left = new Int16Array(0)] = decodeRecording(fileURLToPath(new URL('__fixtures__/two-voices.flac', import.meta.url))).channels;
  chunk = { samples: Float32Array.from(left.subarray(0, 5 * 16_000), (sample) => sample / 32_768), startMs: 10_000 };
});
after(async () => {
  await Promise.all([remote.close(), local.close()]);
  server.close();
});

for (const [name, transcriber] of [
  ['moonshine', () => local],
  ['openai-compatible', () => remote],
] as const) {
  test(`${name}: one answer per chunk, words in order inside the chunk, confidence 0…1`, async () => {
    const [first, second, ...more] = await transcriber().transcribe([chunk, { ...chunk, startMs: 60_000 }]);
    assert.deepEqual(more, []);
    assert.match(first?.text ?? '', /thank you for calling/i);
    assert.deepEqual(first?.text, second?.text);
    const words = first?.words ?? [];
    assert.ok(words.length >= 6);
    for (const [index, word] of words.entries()) {
      assert.ok(word.startMs >= 10_000 && word.endMs <= 15_001 && word.endMs >= word.startMs, JSON.stringify(word));
      assert.ok(word.startMs >= (words[index - 1]?.startMs ?? 0));
      assert.ok(word.confidence >= 0 && word.confidence <= 1);
    }
    assert.ok((first?.logProb ?? 1) < 0);
    assert.ok((second?.words[0]?.startMs ?? 0) >= 60_000);
  });

  test(`${name}: an aborted signal rejects`, async () => {
    await assert.rejects(transcriber().transcribe([chunk], { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  test(`${name}: nothing to hear is no answer`, async () => {
    assert.deepEqual(await transcriber().transcribe([]), []);
  });

  test(`${name}: names its version`, () => assert.match(transcriber().version, /^\S+[@:]\S+$/));
}

test('the server gets a wav, the model, the language and the key, and word times are asked for', async () => {
  await remote.transcribe([chunk], { language: 'en' });
  const request = seen.at(-1);
  assert.deepEqual([request?.url, request?.authorization], ['/v1/audio/transcriptions', 'Bearer secret']);
  for (const part of ['RIFF', 'whisper-1', 'verbose_json', 'timestamp_granularities[]', 'word', 'segment', 'name="language"']) {
    assert.ok(request?.body.includes(part), part);
  }
});

test('a busy server is asked again, a refusal is not', async () => {
  failures.push(503, 429);
  const before = seen.length;
  assert.equal((await remote.transcribe([chunk])).length, 1);
  assert.equal(seen.length - before, 3);
  failures.push(401);
  await assert.rejects(remote.transcribe([chunk]), { code: 'engine-failed', retryable: false, message: /401/ });
});

test('a server that does not answer in time is a retryable failure', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const { port } = silent.address() as AddressInfo;
  const slow = createOpenAiCompatibleTranscriber({ url: `http://127.0.0.1:${port}`, model: 'm', timeoutMs: 50, retries: 0 });
  await assert.rejects(slow.transcribe([chunk]), { code: 'engine-failed', retryable: true });
  silent.closeAllConnections();
  silent.close();
});
