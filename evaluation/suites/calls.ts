import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Turn } from '../../src/domain/interaction.ts';
import type { RecordingTranscript } from '../../src/domain/transcript.ts';
import { measureThresholdsSchema } from '../../src/domain/workspace.ts';
import { findOvertalk } from '../../src/language/measures/find-overtalk.ts';
import { findSilences } from '../../src/language/measures/find-silences.ts';
import { type Stretch, speakingStretches } from '../../src/language/measures/speaking-stretches.ts';
import { normaliseWords } from '../../src/transcription/normalise-words.ts';
import { createTranscriptionPool, type TranscriptionPool } from '../../src/transcription/transcription-pool.ts';
import { alignWords } from '../../src/transcription/word-error-rate.ts';
import { type AudioItem, audioItems } from '../audio-manifest.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { writeMonoMixdown } from '../mono-mixdown.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';

const edgeMs = 150;
const thresholds = measureThresholdsSchema.parse({});

/** Counts of one call; pooled over calls for a rate. */
interface Tally {
  readonly hits: number;
  readonly expected: number;
  readonly found: number;
}

interface CallResult {
  readonly roles: Tally;
  readonly silences: Tally;
  readonly overlaps: Tally;
  readonly digits: Tally;
}

/** Stereo calls put together from human recordings with planted silences and overlaps: who spoke when, and which digits. */
export async function run({ corpora }: SuiteOptions): Promise<EvaluationRow[]> {
  const items = audioItems(corpora, 'composite_calls');
  if (items.length === 0) return [];
  const pool = createTranscriptionPool({ workers: 2, model: 'base' });
  const results = await Promise.all(items.map(async (item) => judgeCall(item, await pool.transcribe({ path: item.audio, name: item.id }))));
  const mono = await judgeMixdowns(items, pool);
  await pool.close();
  const row = (
    measure: string,
    part: keyof CallResult,
    options: { rate: (tallies: readonly Tally[]) => number; floor?: number },
  ): EvaluationRow => {
    const tallies = results.map((result) => result[part]);
    return {
      suite: 'calls',
      dataset: 'composite_calls',
      measure,
      value: options.rate(tallies),
      unit: 'ratio',
      better: 'higher',
      n: tallies.reduce((sum, tally) => sum + tally.expected, 0),
      interval: bootstrapInterval(tallies, options.rate),
      ...(options.floor ? { floor: options.floor } : {}),
    };
  };
  return [
    row('turn_role_accuracy', 'roles', { rate: recall, floor: 0.99 }),
    row('silence_f1', 'silences', { rate: f1, floor: 0.95 }),
    row('overlap_f1', 'overlaps', { rate: f1, floor: 0.9 }),
    row('digits_recall', 'digits', { rate: recall }),
    ...monoRows(mono),
  ];
}

/** One call heard from one channel, in which two voices must be told apart. */
interface MonoResult {
  /** The role is right. */
  readonly named: Tally;
  /** The speakers are told apart, whichever is called agent. */
  readonly parted: Tally;
  /** What naming every turn after the party with more turns would get. */
  readonly majority: Tally;
}

/** The mixdowns lie on the disk while they are heard; none is kept. */
async function judgeMixdowns(items: readonly AudioItem[], pool: TranscriptionPool): Promise<MonoResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-mono-'));
  try {
    return await Promise.all(
      items.map(async (item) => {
        const path = join(folder, `${item.id}.wav`);
        writeMonoMixdown(item.audio, path);
        return judgeMono(item, await pool.transcribe({ path, name: item.id }));
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judgeMono(item: AudioItem, transcript: RecordingTranscript): MonoResult {
  const stretches = speakingStretches(turnsOf(transcript));
  const other = { agent: 'customer', customer: 'agent' } as const;
  const swapped = stretches.map((one) => ({ ...one, role: other[one.role as keyof typeof other] ?? one.role }));
  const [named, reversed] = [judgeRoles(item, stretches), judgeRoles(item, swapped)];
  const truth = item.turns ?? [];
  const agents = truth.filter((turn) => turn.speaker === 'agent').length;
  return {
    named,
    parted: reversed.hits > named.hits ? reversed : named,
    majority: { ...named, hits: Math.max(agents, truth.length - agents) },
  };
}

function monoRows(results: readonly MonoResult[]): EvaluationRow[] {
  const baseline = recall(results.map(({ majority }) => majority));
  const row = (measure: string, tallies: readonly Tally[]): EvaluationRow => ({
    suite: 'calls',
    dataset: 'composite_calls_mono',
    measure,
    value: recall(tallies),
    unit: 'ratio',
    better: 'higher',
    n: tallies.reduce((sum, tally) => sum + tally.expected, 0),
    interval: bootstrapInterval(tallies, recall),
    baseline,
  });
  return [
    row(
      'turn_role_accuracy',
      results.map(({ named }) => named),
    ),
    row(
      'turn_speaker_accuracy',
      results.map(({ parted }) => parted),
    ),
  ];
}

export function judgeCall(item: AudioItem, transcript: RecordingTranscript): CallResult {
  const turns = turnsOf(transcript);
  const stretches = speakingStretches(turns);
  const planted = (type: string) => (item.events ?? []).filter((event) => event.type === type);
  return {
    roles: judgeRoles(item, stretches),
    silences: matchEdges(planted('silence'), findSilences({ stretches, turns, excluded: [], thresholds })),
    overlaps: matchEdges(planted('overlap'), findOvertalk(stretches, thresholds).overtalks),
    digits: judgeDigits(item, turns),
  };
}

function turnsOf(transcript: RecordingTranscript): Turn[] {
  return transcript.turns.map(
    (turn, index): Turn =>
      ({ ...turn, index, leg: 0, startMs: turn.startMs ?? null, endMs: turn.endMs ?? null, words: turn.words ?? [] }) as Turn,
  );
}

/** A turn of the truth is right when, during it, most of the speech heard has its speaker's role. */
function judgeRoles(item: AudioItem, stretches: readonly Stretch[]): Tally {
  const truth = item.turns ?? [];
  const hits = truth.filter((turn) => {
    const heard = (role: string) =>
      stretches
        .filter((stretch) => stretch.role === role)
        .reduce((sum, one) => sum + Math.max(0, Math.min(one.endMs, turn.endMs ?? 0) - Math.max(one.startMs, turn.startMs ?? 0)), 0);
    const own = heard(turn.speaker);
    return own > 0 && own >= heard(turn.speaker === 'agent' ? 'customer' : 'agent');
  }).length;
  return { hits, expected: truth.length, found: truth.length };
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Pairs each planted event with one found whose two edges both lie within the tolerance. */
function matchEdges(planted: readonly Span[], found: readonly Span[]): Tally {
  const free = new Set(found);
  let hits = 0;
  for (const event of planted) {
    const match = [...free].find((one) => Math.abs(one.startMs - event.startMs) <= edgeMs && Math.abs(one.endMs - event.endMs) <= edgeMs);
    if (!match) continue;
    free.delete(match);
    hits++;
  }
  return { hits, expected: planted.length, found: found.length };
}

/** Digits the customer said that stand in the customer's text, in order. */
function judgeDigits(item: AudioItem, turns: readonly Turn[]): Tally {
  const digitsOf = (texts: readonly string[]) => normaliseWords(texts.join(' ')).filter((word) => /^\d$/.test(word));
  const said = digitsOf((item.turns ?? []).filter((turn) => turn.words).map((turn) => turn.text));
  const heard = digitsOf(turns.filter((turn) => turn.role === 'customer').map((turn) => turn.text));
  const errors = alignWords(said, heard);
  return { hits: said.length - errors.substitutions - errors.deletions, expected: said.length, found: heard.length };
}

function recall(tallies: readonly Tally[]): number {
  const expected = tallies.reduce((sum, tally) => sum + tally.expected, 0);
  return expected === 0 ? 0 : tallies.reduce((sum, tally) => sum + tally.hits, 0) / expected;
}

function f1(tallies: readonly Tally[]): number {
  const total = tallies.reduce((sum, tally) => sum + tally.expected + tally.found, 0);
  return total === 0 ? 0 : (2 * tallies.reduce((sum, tally) => sum + tally.hits, 0)) / total;
}
