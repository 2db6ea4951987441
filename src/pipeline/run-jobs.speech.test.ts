import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import type { BlobHash } from '../domain/ids.ts';
import { blank } from '../http/testing/sample-interactions.ts';
import type { Records, StoredCapture } from '../storage/records.ts';
import { type OpenStore, recordsAdapters } from '../storage/testing/adapters.ts';
import { generateCapture } from '../storage/testing/generate-capture.ts';
import { createTranscriptionPool, type TranscriptionPool } from '../transcription/transcription-pool.ts';
import { ok } from './outcome.ts';
import type { Steps } from './process-interaction.ts';
import { JobRunner } from './run-jobs.ts';
import { createTranscribeStep } from './steps/transcribe.ts';
import type { Processed, Work } from './work.ts';

const recordings = ['two-voices.flac', 'doubled.opus.ogg', 'hold-music.opus.ogg'].map((name) =>
  fileURLToPath(new URL(`../transcription/__fixtures__/${name}`, import.meta.url)),
);
let pool: TranscriptionPool;
let records: OpenStore<Records>;
/** The speech thread that was started last, and how many there were. */
const threads: Worker[] = [];
const remember = (worker: Worker) => threads.push(worker);

before(async () => {
  process.on('worker', remember);
  pool = createTranscriptionPool({ workers: 1, model: 'tiny' });
  const [adapter] = recordsAdapters;
  assert.ok(adapter);
  records = await adapter.open();
});
after(async () => {
  process.off('worker', remember);
  await pool.close();
  await records.dispose();
});

/** A runner whose first `kills` hearings have their thread killed while they listen. */
function createRunner(kills: number) {
  const heard: string[] = [];
  const settled: string[] = [];
  const transcribe = createTranscribeStep({
    transcriber: {
      ...pool,
      transcribe(recording) {
        const isKilled = kills-- > 0;
        return pool.transcribe(recording, { onProgress: (share) => void (isKilled && share === 0 && threads.at(-1)?.terminate()) });
      },
    },
    archive: records.store.transcripts,
    withPlainFile: (blob, use) => use(blob),
  });
  const steps: Steps = {
    normalise: async (capture) => ok(workOf(capture)),
    transcribe,
    draw: (work) => ok(work),
    analyse: async ({ interaction }) => {
      heard.push(interaction.turns.map((turn) => turn.text).join(' '));
      return ok({ interaction } as unknown as Processed);
    },
  };
  const store = async () => {};
  const { jobs } = records.store;
  return {
    heard,
    settled,
    runner: new JobRunner({ steps, store, jobs, voiceConcurrency: 1, onSettled: (result) => settled.push(result) }),
  };
}

function workOf({ id, content }: StoredCapture): Work {
  const media = content.media.map(({ name, mediaType }) => ({ name, mediaType, blob: name as BlobHash }));
  return { interaction: { ...blank, id, channel: 'voice', media, participants: content.participants }, settings: {} } as unknown as Work;
}

async function recordCall(number: number): Promise<void> {
  const usual = generateCapture(number);
  const content = { ...usual.content, turns: [], media: [{ name: recordings[number] ?? '', mediaType: 'audio/flac' }] };
  const [recorded] = await records.store.captures.record([{ ...usual, content } as typeof usual], 0);
  assert.equal(recorded?.outcome, 'captured');
}

/** Takes what waits through the line, as a server does, until nothing is left or it is given up. */
async function runUntilSettled({ runner }: { runner: JobRunner }): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds++) {
    for (const job of await records.store.jobs.lease(10, 60_000)) {
      const capture = await records.store.captures.read(job.interaction, job.version);
      if (capture) await runner.accept([{ job, capture }]);
    }
    await runner.drain();
    const { waiting, leased } = await records.store.jobs.counts();
    if (waiting + leased === 0) return;
    await sleep(100);
  }
}

test('a speech thread that dies in the middle of a call is replaced, and the call is heard again', async () => {
  await recordCall(0);
  const line = createRunner(1);
  await runUntilSettled(line);
  assert.equal(threads.length, 2, 'a second thread was started');
  assert.deepEqual(line.settled, ['processed']);
  assert.match(line.heard[0] ?? '', /[Tt]hank you for calling/);
  assert.deepEqual(await records.store.jobs.counts(), { waiting: 0, leased: 0, failed: 0 });
});

test('a call on which the thread dies every time is set aside after three tries, and the next call is heard', async () => {
  await recordCall(1);
  const line = createRunner(3);
  await runUntilSettled(line);
  assert.deepEqual(line.settled, ['failed']);
  assert.equal((await records.store.jobs.counts()).failed, 1, 'it is kept, not lost');
  await recordCall(2);
  await runUntilSettled(line);
  assert.deepEqual(line.settled, ['failed', 'processed']);
});
