import type { Turn } from '../../src/domain/interaction.ts';
import type { RecordingTranscript } from '../../src/domain/transcript.ts';
import { measureThresholdsSchema } from '../../src/domain/workspace.ts';
import { findOvertalk } from '../../src/language/measures/find-overtalk.ts';
import { findSilences } from '../../src/language/measures/find-silences.ts';
import { type Stretch, speakingStretches } from '../../src/language/measures/speaking-stretches.ts';
import { normaliseWords } from '../../src/transcription/normalise-words.ts';
import { createTranscriptionPool } from '../../src/transcription/transcription-pool.ts';
import { alignWords } from '../../src/transcription/word-error-rate.ts';
import { type AudioItem, audioItems } from '../audio-manifest.ts';
import { bootstrapInterval } from '../bootstrap.ts';
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
  ];
}

export function judgeCall(item: AudioItem, transcript: RecordingTranscript): CallResult {
  const turns = transcript.turns.map(
    (turn, index): Turn =>
      ({ ...turn, index, leg: 0, startMs: turn.startMs ?? null, endMs: turn.endMs ?? null, words: turn.words ?? [] }) as Turn,
  );
  const stretches = speakingStretches(turns);
  const planted = (type: string) => (item.events ?? []).filter((event) => event.type === type);
  return {
    roles: judgeRoles(item, stretches),
    silences: matchEdges(planted('silence'), findSilences({ stretches, turns, excluded: [], thresholds })),
    overlaps: matchEdges(planted('overlap'), findOvertalk(stretches, thresholds).overtalks),
    digits: judgeDigits(item, turns),
  };
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
