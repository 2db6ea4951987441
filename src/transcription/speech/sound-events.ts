import type { InteractionEvent } from '../../domain/interaction.ts';
import { binHertz, powerSpectrum, spectrumSize } from './spectrum.ts';
import type { Stretch } from './speech-stretches.ts';

export interface SoundEvent extends Stretch {
  readonly kind: Extract<InteractionEvent['kind'], 'ring' | 'music' | 'tone'>;
}

const frameMs = 32;
/** Telephone band, in bins. */
const firstBin = 6;
const lastBin = 120;

/** What is known of one 32 ms frame. */
interface Frame {
  readonly decibels: number;
  /** Share of the band's energy in its one or two strongest lines. */
  readonly lineShare: number;
  /** Hertz of the strongest line, and of the second when it is a true second line. */
  readonly strongest: number;
  readonly second: number;
  /** Likeness (cosine) of its spectrum to that of the frame before. */
  readonly likeness: number;
  /** 0 for pure lines, towards 1 for noise. */
  readonly flatness: number;
}

/** Ringing, key and signal tones, and hold music in one channel, in order: sound that must never be taken for words. */
export function findSoundEvents(samples: Int16Array, speech: Float32Array): SoundEvent[] {
  const frames = analyse(samples);
  const music = findMusic(frames, speech);
  const inMusic = (tone: SoundEvent) => music.some((piece) => tone.startMs < piece.endMs && piece.startMs < tone.endMs);
  const tones = findTones(frames, speech).filter((tone) => !inMusic(tone));
  return [...tones, ...music].sort((a, b) => a.startMs - b.startMs);
}

function analyse(samples: Int16Array): Frame[] {
  const frames: Frame[] = [];
  let before: Float32Array | undefined;
  for (let from = 0; from + spectrumSize <= samples.length; from += spectrumSize) {
    const band = powerSpectrum(samples, from).subarray(firstBin, lastBin);
    frames.push(describe(band, before));
    before = band;
  }
  return frames;
}

function describe(band: Float32Array, before: Float32Array | undefined): Frame {
  let energy = 1e-9;
  let logs = 0;
  let shared = 0;
  let energyBefore = 1e-9;
  for (let bin = 0; bin < band.length; bin++) {
    const power = band[bin] ?? 0;
    energy += power;
    logs += Math.log(power + 1e-9);
    shared += Math.sqrt(power * (before?.[bin] ?? 0));
    energyBefore += before?.[bin] ?? 0;
  }
  const strongest = strongestLine(band, -10);
  const second = strongestLine(band, strongest.bin);
  const pair = second.energy > strongest.energy / 30;
  return {
    decibels: 10 * Math.log10(energy),
    lineShare: (strongest.energy + (pair ? second.energy : 0)) / energy,
    strongest: hertz(strongest.bin),
    second: pair ? hertz(second.bin) : 0,
    likeness: shared / Math.sqrt(energy * energyBefore),
    flatness: Math.exp(logs / band.length) / (energy / band.length),
  };
}

/** A steady tone fills the peak bin and two to each side of it (Hann window). */
const lineHalfWidth = 2;

function strongestLine(band: Float32Array, notNear: number): { bin: number; energy: number } {
  let best = 0;
  for (let bin = 1; bin < band.length; bin++) {
    if (Math.abs(bin - notNear) > 2 * lineHalfWidth && (band[bin] ?? 0) > (band[best] ?? 0)) best = bin;
  }
  let energy = 0;
  for (let bin = Math.max(0, best - lineHalfWidth); bin <= best + lineHalfWidth; bin++) {
    if (Math.abs(bin - notNear) > lineHalfWidth) energy += band[bin] ?? 0;
  }
  return { bin: best, energy };
}

function hertz(bin: number): number {
  return (bin + firstBin) * binHertz;
}

const audibleDecibels = -25;
/** Vowels of clear voices put 0.9 of their energy into two lines for a syllable; tones 0.97 and more, also on a noisy line. */
const toneLineShare = 0.95;
const shortestToneMs = 192;
const shortestKeyMs = 64;
const shortestRingMs = 350;

function findTones(frames: readonly Frame[], speech: Float32Array): SoundEvent[] {
  const runs: { from: number; to: number }[] = [];
  frames.forEach((frame, index) => {
    if (frame.decibels < audibleDecibels || frame.lineShare < toneLineShare) return;
    const last = runs.at(-1);
    const start = last && frames[last.from + 1];
    const steady = start && Math.abs(start.strongest - frame.strongest) <= 2 * binHertz;
    const samePair = start && start.second > 0 && Math.abs(start.strongest - frame.second) <= 2 * binHertz;
    if (last && index - last.to <= 1 && (steady || samePair || index - last.from <= 1)) last.to = index;
    else runs.push({ from: index, to: index });
  });
  return runs.flatMap(({ from, to }) => {
    const middle = frames[Math.floor((from + to) / 2)];
    const lengthMs = (to - from + 1) * frameMs;
    if (!middle || lengthMs < (isKeyTone(middle) ? shortestKeyMs : shortestToneMs) || speakingShare(speech, from, to) > 0.5) return [];
    const kind = isRinging(middle) && lengthMs >= shortestRingMs ? 'ring' : 'tone';
    return [{ kind, startMs: Math.max(0, (from - 1) * frameMs), endMs: (to + 2) * frameMs } as const];
  });
}

/** ITU-T Q.23: one of four low and one of four high frequencies. */
function isKeyTone({ strongest, second }: Frame): boolean {
  const [low, high] = strongest < second ? [strongest, second] : [second, strongest];
  return low > 660 && low < 980 && high > 1_170 && high < 1_680;
}

/** ITU-T E.180: ringing is 400–450 Hz in most countries, 440 with 480 Hz in North America. */
function isRinging({ strongest, second }: Frame): boolean {
  return strongest >= 375 && strongest <= 510 && (second === 0 || second <= 510);
}

/** Share of the frames from…to in which the voice network hears a voice. */
function speakingShare(speech: Float32Array, from: number, to: number): number {
  return speech.subarray(from, to + 1).filter((probability) => probability > 0.35).length / (to - from + 1);
}

const musicFrames = 125;
const musicHop = 31;

/**
 * Music sounds on without the pauses of speech, its spectrum changes slowly, it is no noise, and the voice network does
 * not take it for a voice. On Asterisk's hold music four-second windows had likeness 0.88–0.96 and no voice; speech
 * 0.64–0.84 (meetings included).
 */
function findMusic(frames: readonly Frame[], speech: Float32Array): SoundEvent[] {
  const events: { kind: 'music'; startMs: number; endMs: number }[] = [];
  for (let from = 0; from + musicFrames <= frames.length; from += musicHop) {
    const window = frames.slice(from, from + musicFrames);
    const loud = window.filter((frame) => frame.decibels > audibleDecibels);
    if (loud.length < musicFrames * 0.6) continue;
    const voiced = speakingShare(speech, from, from + musicFrames - 1);
    const tonal = loud.filter((frame) => frame.lineShare >= toneLineShare).length / loud.length;
    if (voiced > 0.3 || tonal > 0.9 || mean(loud, 'likeness') < 0.86 || mean(loud, 'flatness') > 0.2) continue;
    const startMs = from * frameMs;
    const endMs = (from + musicFrames) * frameMs;
    const last = events.at(-1);
    if (last && startMs <= last.endMs) last.endMs = endMs;
    else events.push({ kind: 'music', startMs, endMs });
  }
  return events;
}

function mean(frames: readonly Frame[], key: 'likeness' | 'flatness'): number {
  return frames.reduce((sum, frame) => sum + frame[key], 0) / frames.length;
}

/** Speech probabilities without the frames of such sounds. */
export function withoutSounds(speech: Float32Array, events: readonly SoundEvent[]): Float32Array {
  const left = speech.slice();
  for (const event of events) left.fill(0, Math.floor(event.startMs / frameMs), Math.ceil(event.endMs / frameMs));
  return left;
}
