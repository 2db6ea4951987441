import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordingTranscript } from '../../src/domain/transcript.ts';
import { type ModelSize, modelSizes } from '../../src/transcription/models/model-manifest.ts';
import { inaudible } from '../../src/transcription/transcriber.ts';
import { createTranscriptionPool } from '../../src/transcription/transcription-pool.ts';
import { alignWords, countWordErrors, type WordErrors, wordErrorRate } from '../../src/transcription/word-error-rate.ts';
import { type AudioItem, audioItems } from '../audio-manifest.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { writeTelephoneWav } from '../telephone.ts';

/** Issue figures on the synthetic calls; none on the others. */
const floors: Readonly<Record<string, Readonly<Record<ModelSize, number>>>> = {
  vcon_tts_16k: { base: 0.015, tiny: 0.02 },
  vcon_tts_8k: { base: 0.02, tiny: 0.025 },
};

interface Heard {
  readonly item: AudioItem;
  readonly transcript: RecordingTranscript;
}

/** Word error rates of the embedded engine. Synthetic voices are easier than real telephone calls: see src/transcription/README.md. */
export async function run({ corpora }: SuiteOptions): Promise<EvaluationRow[]> {
  const calls = audioItems(corpora, 'vcon_tts');
  const folder = mkdtempSync(join(tmpdir(), 'earshot-asr-'));
  try {
    const telephone = calls.map((item) => ({ ...item, audio: join(folder, `${item.id}.wav`) }));
    calls.forEach((item, index) => {
      writeTelephoneWav(item.audio, telephone[index]?.audio ?? '');
    });
    const sets = {
      vcon_tts_16k: calls,
      vcon_tts_8k: telephone,
      ivr_prompts: audioItems(corpora, 'ivr_prompts'),
      short_clips: audioItems(corpora, 'short_clips'),
    };
    const rows: EvaluationRow[] = [];
    for (const model of modelSizes) {
      const pool = createTranscriptionPool({ workers: 2, model });
      for (const [dataset, items] of Object.entries(sets))
        if (items.length > 0) rows.push(...(await measureSet(dataset, { items, model, pool })));
      await pool.close();
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly items: readonly AudioItem[];
  readonly model: ModelSize;
  readonly pool: ReturnType<typeof createTranscriptionPool>;
}

async function measureSet(dataset: string, { items, model, pool }: Measured): Promise<EvaluationRow[]> {
  const [first] = items;
  if (first) await pool.transcribe({ path: first.audio, name: first.id });
  const started = performance.now();
  const heard: Heard[] = await Promise.all(
    items.map(async (item) => ({ item, transcript: await pool.transcribe({ path: item.audio, name: item.id }) })),
  );
  const seconds = (performance.now() - started) / 1000;
  const errors = heard.map(({ item, transcript }) => countWordErrors(item.transcript ?? '', textOf(transcript)));
  const floor = floors[dataset]?.[model];
  const audioSeconds = items.reduce((sum, item) => sum + item.durationMs, 0) / 1000;
  const common = { suite: 'asr', dataset, n: items.length } as const;
  return [
    {
      ...common,
      measure: `wer_${model}`,
      value: wordErrorRate(errors),
      unit: 'ratio',
      better: 'lower',
      interval: bootstrapInterval(errors, wordErrorRate),
      ...(floor ? { floor } : {}),
    },
    { ...common, measure: `raw_wer_${model}`, value: wordErrorRate(heard.map(rawErrors)), unit: 'ratio', better: 'lower' },
    {
      ...common,
      measure: `empty_segments_${model}`,
      value: heard.reduce((sum, one) => sum + emptyWords(one), 0),
      unit: 'count',
      better: 'lower',
      floor: 0,
    },
    { ...common, measure: `speed_${model}`, value: audioSeconds / seconds, unit: 'per_second', better: 'higher' },
  ];
}

export function textOf(transcript: RecordingTranscript): string {
  return transcript.turns.map((turn) => turn.text).join(' ');
}

/** Without number, contraction and e-mail normalisation: only case and punctuation are set aside. */
function rawErrors({ item, transcript }: Heard): WordErrors {
  const plain = (text: string) => text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
  return alignWords(plain(item.transcript ?? ''), plain(textOf(transcript)));
}

function emptyWords({ transcript }: Heard): number {
  return transcript.turns.flatMap((turn) => turn.words ?? []).filter((word) => word.text === inaudible).length;
}
