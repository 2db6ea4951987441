import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audioItems } from '../evaluation/audio-manifest.ts';
import { decodeRecording } from '../src/capture/audio/decode-recording.ts';
import { type ModelSize, modelSizes } from '../src/transcription/models/model-manifest.ts';
import { readModel } from '../src/transcription/models/model-store.ts';
import { MoonshineModel } from '../src/transcription/moonshine/moonshine-model.ts';
import { wavOfSamples } from '../src/transcription/openai-compatible/wav-of-samples.ts';
import { createTranscriptionPool } from '../src/transcription/transcription-pool.ts';
import type { BenchRow } from './row.ts';
import { decodeUnpatched } from './unpatched-decoder.ts';

const corpora = fileURLToPath(new URL('../../shared/corpora', import.meta.url));
const sets = ['composite_calls', 'vcon_tts'] as const;

/** Audio-hours per hour from file to transcript with two workers, a worker's memory on an hour's call, and the decoder against its unpatched self. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const model of modelSizes) {
    for (const set of sets) rows.push(...(await measureSet(set, model)));
    rows.push(await compareDecoders(model));
  }
  rows.push(await measureMemory());
  return rows;
}

async function measureSet(set: (typeof sets)[number], model: ModelSize): Promise<BenchRow[]> {
  const items = audioItems(corpora, set);
  const [first] = items;
  if (!first) return [];
  const pool = createTranscriptionPool({ workers: 2, model });
  await Promise.all([first, first].map((item) => pool.transcribe({ path: item.audio, name: item.id })));
  const started = performance.now();
  const transcripts = await Promise.all(items.map((item) => pool.transcribe({ path: item.audio, name: item.id })));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  const audioSeconds = items.reduce((sum, item) => sum + item.durationMs, 0) / 1000;
  const spoken = transcripts.flatMap((one) => one.turns).reduce((sum, turn) => sum + ((turn.endMs ?? 0) - (turn.startMs ?? 0)) / 1000, 0);
  return [
    { name: `voice_line_${set}_${model}`, value: audioSeconds / seconds, unit: 'audio-hours/h' },
    { name: `speech_share_${set}_${model}`, value: spoken / audioSeconds, unit: 'ratio' },
  ];
}

/** Eight equal pieces of speech: the mended decoder in one batch against the published graph, one by one. */
async function compareDecoders(model: ModelSize): Promise<BenchRow> {
  const [item] = audioItems(corpora, 'vcon_tts');
  const samples = item ? (decodeRecording(item.audio).channels[0] ?? new Int16Array(0)) : new Int16Array(0);
  const chunks = Array.from({ length: 8 }, (_, index) =>
    Float32Array.from(samples.subarray(index * 96_000, (index + 1) * 96_000), (sample) => sample / 32_768),
  );
  const network = await MoonshineModel.load(model);
  await network.decode(chunks.slice(0, 1));
  const own = await seconds(() => network.decode(chunks));
  await network.release();
  const peer = await decodeUnpatched({ encoder: readModel(`${model}/encoder`), decoder: readModel(`${model}/decoder`) }, chunks);
  return { name: `recogniser_${model}`, value: 48 / own, unit: 'x real time', peer: 'published graph, one by one', ratio: peer / own };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** An hour of one call, made by repeating sample calls; the whole process is counted, one worker in it. */
async function measureMemory(): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'));
  try {
    const pieces = audioItems(corpora, 'vcon_tts').map((item) => decodeRecording(item.audio).channels[0] ?? new Int16Array(0));
    const hour = new Float32Array(3600 * 16_000);
    for (let at = 0, index = 0; at < hour.length && pieces.length > 0; index++) {
      const piece = pieces[index % pieces.length] ?? new Int16Array(0);
      for (let sample = 0; sample < piece.length && at < hour.length; sample++) hour[at++] = (piece[sample] ?? 0) / 32_768;
    }
    const path = join(folder, 'hour.wav');
    writeFileSync(path, wavOfSamples(hour));
    const script = fileURLToPath(new URL('voice-memory.ts', import.meta.url));
    const megabytes = Number(
      execFileSync(process.execPath, [script, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    );
    return { name: 'worker_peak_memory_one_hour_base', value: megabytes, unit: 'MB' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
