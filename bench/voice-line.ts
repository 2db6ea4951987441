import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AudioItem, audioItems } from '../evaluation/audio-manifest.ts';
import { decodeRecording } from '../src/capture/audio/decode-recording.ts';
import { type ModelSize, modelSizes } from '../src/transcription/models/model-manifest.ts';
import { readModel } from '../src/transcription/models/model-store.ts';
import { MoonshineModel } from '../src/transcription/moonshine/moonshine-model.ts';
import { wavOfSamples } from '../src/transcription/openai-compatible/wav-of-samples.ts';
import { createTranscriptionPool, type TranscriptionPool } from '../src/transcription/transcription-pool.ts';
import type { BenchRow } from './row.ts';
import { decodeUnpatched } from './unpatched-decoder.ts';

const corpora = fileURLToPath(new URL('../../shared/corpora', import.meta.url));
/**
 * The first calls of two sets, about seven minutes each: enough that a figure moves by a few per cent between runs, and the
 * whole bench ends within four minutes on two quiet cores. Stereo at 8 kHz, and mono at 24 kHz that is nearly all speech.
 */
const sets = { composite_calls: 10, vcon_tts: 6 } as const;

/**
 * Audio-hours per hour from file to transcript with two workers, a worker's memory on an hour's call, and the decoder
 * against its unpatched self. Redaction, measures and storing come behind it at a thousand conversations a second (bench text).
 */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const model of modelSizes) {
    rows.push(...(await measureLine(model)));
    rows.push(await compareDecoders(model));
  }
  rows.push(await measureMemory());
  return rows;
}

async function measureLine(model: ModelSize): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const pool = createTranscriptionPool({ workers: 2, model });
  for (const set of Object.keys(sets) as (keyof typeof sets)[]) {
    // Longest first, so that neither worker is left alone with a long call at the end.
    const items = audioItems(corpora, set)
      .slice(0, sets[set])
      .sort((a, b) => b.durationMs - a.durationMs);
    const shortest = items.at(-1);
    if (!shortest) continue;
    await Promise.all([shortest, shortest].map((item) => pool.transcribe({ path: item.audio, name: item.id })));
    rows.push(...(await measureSet(`${set}_${model}`, items, pool)));
  }
  await pool.close();
  return rows;
}

async function measureSet(name: string, items: readonly AudioItem[], pool: TranscriptionPool): Promise<BenchRow[]> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const transcripts = await Promise.all(items.map((item) => pool.transcribe({ path: item.audio, name: item.id })));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const audioSeconds = items.reduce((sum, item) => sum + item.durationMs, 0) / 1000;
  const spoken = transcripts.flatMap((one) => one.turns).reduce((sum, turn) => sum + ((turn.endMs ?? 0) - (turn.startMs ?? 0)) / 1000, 0);
  return [
    { name: `voice_line_${name}`, value: audioSeconds / seconds, unit: 'audio-hours/h' },
    { name: `voice_line_per_core_second_${name}`, value: audioSeconds / ((user + system) / 1e6), unit: 'x real time' },
    { name: `audio_minutes_${name}`, value: audioSeconds / 60, unit: 'min' },
    { name: `speech_share_${name}`, value: spoken / audioSeconds, unit: 'ratio' },
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

/** Speech in the hour whose memory is measured: the samples of the hour are held whatever is in them, and a batch is full after seconds. */
const spokenMinutes = 6;

/** An hour of one call, sample calls with silence between them; the whole process is counted, one worker in it. */
async function measureMemory(): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'));
  try {
    const path = join(folder, 'hour.wav');
    writeFileSync(path, wavOfSamples(hourOfCalls()));
    const script = fileURLToPath(new URL('voice-memory.ts', import.meta.url));
    const megabytes = Number(
      execFileSync(process.execPath, [script, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    );
    return { name: 'worker_peak_memory_one_hour_base', value: megabytes, unit: 'MB' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hourOfCalls(): Float32Array {
  const hour = new Float32Array(3600 * 16_000);
  const pieces: Int16Array[] = [];
  for (const item of audioItems(corpora, 'vcon_tts')) {
    if (pieces.reduce((sum, piece) => sum + piece.length, 0) >= spokenMinutes * 60 * 16_000) break;
    pieces.push(decodeRecording(item.audio).channels[0] ?? new Int16Array(0));
  }
  const step = Math.floor(hour.length / Math.max(1, pieces.length));
  for (const [index, piece] of pieces.entries())
    hour.set(
      Float32Array.from(piece.subarray(0, step), (sample) => sample / 32_768),
      index * step,
    );
  return hour;
}
