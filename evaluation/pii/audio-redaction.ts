import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskFile } from '../../src/capture/audio/mask-file.ts';
import { openAudio } from '../../src/capture/audio/open-audio.ts';
import type { Mask, Media, Turn } from '../../src/domain/interaction.ts';
import type { RecordingTranscript } from '../../src/domain/transcript.ts';
import { findMasks } from '../../src/language/redaction/find-masks.ts';
import { redactTurns } from '../../src/language/redaction/redact-turns.ts';
import { normaliseWords } from '../../src/transcription/normalise-words.ts';
import { createTranscriptionPool } from '../../src/transcription/transcription-pool.ts';
import { type AudioItem, audioItems } from '../audio-manifest.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import type { EvaluationRow } from '../row.ts';

/** Digits in a row that make a number worth stealing. */
const fewestDigits = 6;
/** A mask may begin so much before a number and end so much after it without speech being lost by mistake. */
const marginMs = 400;

/** Counts of one call. */
interface CallTally {
  readonly digits: number;
  /** Spoken digits of personal data with any sound left on their channel. */
  readonly audible: number;
  /** Runs of digits that the recogniser still hears in the masked recording, on any channel. */
  readonly runs: number;
  readonly speechMs: number;
  readonly lostMs: number;
  /** Values said, and those of which no digit is left in the text. */
  readonly cards: number;
  readonly cardsGone: number;
}

/** Calls with numbers read out by people: recognised, redacted, masked, measured in the samples, and recognised again. */
export async function measureAudioRedaction(corpora: string): Promise<EvaluationRow[]> {
  const items = audioItems(corpora, 'composite_calls');
  if (items.length === 0) return [];
  const pool = createTranscriptionPool({ workers: 2, model: 'base' });
  const folder = mkdtempSync(join(tmpdir(), 'earshot-masked-'));
  try {
    const tallies = await Promise.all(
      items.map(async (item) => {
        const masked = join(folder, `${item.id}.wav`);
        const { turns, masks, texts } = redactCall(await pool.transcribe({ path: item.audio, name: item.id }));
        await maskFile({ from: item.audio, to: masked, masks });
        const again = await pool.transcribe({ path: masked, name: item.id });
        return judgeCall(item, { masked, masks, again, turns, texts });
      }),
    );
    return rowsOf(tallies);
  } finally {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface RedactedCall {
  readonly turns: readonly Turn[];
  readonly texts: readonly string[];
  readonly masks: readonly Mask[];
}

export function redactCall(transcript: RecordingTranscript): RedactedCall {
  const turns = transcript.turns.map((turn, index): Turn => {
    const { text, role, roleConfidence, participant, channel, words, startMs = null, endMs = null } = turn;
    const heard = { media: 0, channel };
    return { index, leg: 0, participant, role, roleConfidence, text, startMs, endMs, heard, ...(words && { words }) };
  });
  const { annotations, turns: redacted } = redactTurns(turns, { country: 'US' });
  const media = { name: 'call', blob: '', ...transcript.media } as unknown as Media;
  return { turns, texts: redacted.map(({ text }) => text), masks: findMasks(turns, annotations, [media])[0] ?? [] };
}

interface JudgedCall extends RedactedCall {
  readonly masked: string;
  readonly again: RecordingTranscript;
}

function judgeCall(item: AudioItem, call: JudgedCall): CallTally {
  const secrets = item.pii ?? [];
  const digits = (item.turns ?? []).flatMap((turn) =>
    (turn.words ?? [])
      .map(({ startMs, endMs }) => ({ startMs, endMs, channel: turn.channel ?? 0 }))
      .filter((word) =>
        secrets.some((secret) => secret.channel === word.channel && secret.startMs < word.endMs && word.startMs < secret.endMs),
      ),
  );
  const loudness = readSamples(call.masked);
  const speech = (item.turns ?? []).flatMap(({ startMs, endMs, channel = 0 }) =>
    startMs === undefined || endMs === undefined ? [] : [{ startMs, endMs, channel }],
  );
  const cards = secrets.filter(({ entity }) => entity === 'CREDIT_CARD');
  return {
    digits: digits.length,
    audible: digits.filter((digit) => loudness(digit) > 0).length,
    runs: digitRuns(call.again),
    speechMs: speech.reduce((sum, one) => sum + outside(one, secrets), 0),
    lostMs: speech.reduce((sum, one) => sum + lost(one, secrets, call.masks), 0),
    cards: cards.length,
    cardsGone: cards.filter(
      (card) =>
        !call.turns.some(
          (turn, index) =>
            turn.heard?.channel === card.channel &&
            (turn.startMs ?? 0) < card.endMs &&
            card.startMs < (turn.endMs ?? 0) &&
            readsDigits(call.texts[index] ?? ''),
        ),
    ).length,
  };
}

interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly channel: number;
}

/** The loudest sample of a stretch, 0…1. */
function readSamples(path: string): (stretch: Stretch) => number {
  const stream = openAudio(path);
  const blocks = [...stream.blocks()];
  const channels = Array.from({ length: stream.channels }, (_unused, channel) => blocks.flatMap((block) => [...(block[channel] ?? [])]));
  const frame = (ms: number) => Math.round((ms / 1000) * stream.sampleRate);
  return ({ startMs, endMs, channel }) =>
    (channels[channel] ?? []).slice(frame(startMs), frame(endMs)).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** Ms of a stretch of speech that are no personal data, and those of them that were masked; sampled every 10 ms. */
const stepMs = 10;

function outside(speech: Stretch, secrets: readonly Stretch[]): number {
  return count(speech, (atMs) => !within(secrets, speech.channel, atMs, marginMs));
}

function lost(speech: Stretch, secrets: readonly Stretch[], masks: readonly Mask[]): number {
  return count(speech, (atMs) => !within(secrets, speech.channel, atMs, marginMs) && within(masks, speech.channel, atMs, 0));
}

function within(stretches: readonly (Mask | Stretch)[], channel: number, atMs: number, margin: number): boolean {
  return stretches.some((one) => (one.channel ?? channel) === channel && one.startMs - margin <= atMs && atMs < one.endMs + margin);
}

function count({ startMs, endMs }: Stretch, holds: (atMs: number) => boolean): number {
  let total = 0;
  for (let atMs = startMs; atMs < endMs; atMs += stepMs) if (holds(atMs)) total += stepMs;
  return total;
}

/** Runs over all turns of one channel: a number may be spread over several. */
function digitRuns(transcript: RecordingTranscript): number {
  const channels = Map.groupBy(transcript.turns, ({ channel }) => channel);
  return [...channels.values()].reduce(
    (sum, turns) =>
      sum + (digitString(turns.map(({ text }) => text).join(' ')).match(new RegExp(`\\d{${fewestDigits},}`, 'g'))?.length ?? 0),
    0,
  );
}

function readsDigits(text: string): boolean {
  return /\d{3}/.test(digitString(text));
}

/** Digits as they stand next to each other, words between them as a space. */
function digitString(text: string): string {
  return normaliseWords(text)
    .map((word) => (/^\d$/.test(word) ? word : ' '))
    .join('');
}

function rowsOf(tallies: readonly CallTally[]): EvaluationRow[] {
  const sum = (drawn: readonly CallTally[], part: keyof CallTally) => drawn.reduce((total, tally) => total + tally[part], 0);
  const common = { suite: 'pii', dataset: 'composite_audio', n: tallies.length } as const;
  const ratio = (part: keyof CallTally, of: keyof CallTally) => {
    const rate = (drawn: readonly CallTally[]) => sum(drawn, part) / Math.max(1, sum(drawn, of));
    return { value: rate(tallies), unit: 'ratio' as const, interval: bootstrapInterval(tallies, rate) };
  };
  return [
    { ...common, measure: 'audible_digit_runs', value: sum(tallies, 'runs'), unit: 'count', better: 'lower', aim: 0 },
    { ...common, measure: 'audible_digits', ...ratio('audible', 'digits'), better: 'lower', n: sum(tallies, 'digits') },
    { ...common, measure: 'speech_lost', ...ratio('lostMs', 'speechMs'), better: 'lower', aim: 0.02 },
    {
      suite: 'pii',
      dataset: 'cards_spoken',
      measure: 'recall_heard',
      ...ratio('cardsGone', 'cards'),
      better: 'higher',
      n: sum(tallies, 'cards'),
      floor: 0.98,
      aim: 0.999,
    },
  ];
}
