import type { Random } from '../random.ts';
import type { CallStep } from './call-script.ts';

export const sampleRate = 16_000;
export type Party = 'A' | 'B' | 'C';

export interface MixedCall {
  readonly agent: Float32Array;
  readonly customer: Float32Array;
  readonly durationMs: number;
  readonly answeredMs: number;
  readonly turns: readonly {
    readonly party: Party;
    readonly startMs: number;
    readonly endMs: number;
    readonly text: string;
    readonly paused?: true;
  }[];
  readonly events: readonly { readonly kind: 'ring' | 'hold' | 'pause' | 'transfer'; readonly startMs: number; readonly endMs?: number }[];
}

/** Lays the spoken lines, tones and waits of a script on two channels. */
export function mixCall(steps: readonly CallStep[], speak: (party: Party, text: string) => Float32Array, random: Random): MixedCall {
  const placed: { channel: 'agent' | 'customer'; at: number; samples: Float32Array }[] = [];
  const turns: MixedCall['turns'][number][] = [];
  const events: { kind: 'ring' | 'hold' | 'pause' | 'transfer'; startMs: number; endMs?: number }[] = [];
  let now = 400;
  let answeredMs = 0;
  let gapMs = 0;
  let pausedFrom: number | undefined;

  function tones(kind: 'ring' | 'hold', seconds: number): void {
    const samples = kind === 'ring' ? ringTone(seconds) : holdTones(seconds);
    now += 300;
    placed.push({ channel: 'agent', at: now, samples });
    events.push({ kind, startMs: Math.round(now), endMs: Math.round(now + seconds * 1000) });
    now += seconds * 1000;
    if (kind === 'ring') answeredMs = Math.round(now);
  }

  for (const step of steps) {
    if (step.kind === 'speak') {
      const samples = speak(step.party, step.text);
      const startMs = Math.round(now + gapMs);
      now = startMs + (samples.length / sampleRate) * 1000;
      placed.push({ channel: step.party === 'C' ? 'customer' : 'agent', at: startMs, samples });
      turns.push({
        party: step.party,
        startMs,
        endMs: Math.round(now),
        text: step.text,
        ...(pausedFrom === undefined ? {} : { paused: true }),
      });
      gapMs = random.between(350, 800);
    } else if (step.kind === 'ring' || step.kind === 'hold') {
      tones(step.kind, step.seconds);
      gapMs = 500;
    } else if (step.kind === 'silence') gapMs = step.seconds * 1000;
    else if (step.kind === 'overlap') gapMs = -step.seconds * 1000;
    else if (step.kind === 'pause') {
      now += 300;
      pausedFrom = Math.round(now);
    } else if (step.kind === 'resume') {
      now += 300;
      events.push({ kind: 'pause', startMs: pausedFrom ?? 0, endMs: Math.round(now) });
      pausedFrom = undefined;
    } else events.push({ kind: 'transfer', startMs: Math.round(now) });
  }
  const durationMs = Math.round(now + 500);
  const channel = (name: 'agent' | 'customer') =>
    layOut(
      durationMs,
      placed.filter((part) => part.channel === name),
      random,
    );
  return { agent: channel('agent'), customer: channel('customer'), durationMs, answeredMs, turns, events };
}

/** One channel with a little line noise, about −62 dBFS. */
function layOut(durationMs: number, parts: readonly { at: number; samples: Float32Array }[], random: Random): Float32Array {
  const channel = Float32Array.from({ length: Math.ceil((durationMs / 1000) * sampleRate) }, () => (random.next() - 0.5) * 0.0016);
  for (const { at, samples } of parts) {
    const offset = Math.round((at / 1000) * sampleRate);
    for (let index = 0; index < samples.length; index += 1)
      channel[offset + index] = (channel[offset + index] ?? 0) + (samples[index] ?? 0);
  }
  return channel;
}

/** North American ringback: 440 + 480 Hz, two seconds on, four off; shortened here. */
function ringTone(seconds: number): Float32Array {
  return fromSeconds(seconds, (time) =>
    time % 4 < 2 ? 0.08 * (Math.sin(2 * Math.PI * 440 * time) + Math.sin(2 * Math.PI * 480 * time)) : 0,
  );
}

/** A slow arpeggio of soft chords, made here so that nobody owns it. */
function holdTones(seconds: number): Float32Array {
  const chords = [
    [262, 330, 392],
    [220, 262, 330],
    [175, 220, 262],
    [196, 247, 294],
  ];
  return fromSeconds(seconds, (time) => {
    const chord = chords[Math.floor(time / 1.2) % chords.length] ?? [];
    const step = Math.floor(time / 0.3) % 3;
    const fade = Math.exp(-2.5 * (time % 0.3));
    return chord.reduce((sum, hertz, note) => sum + (note === step ? 0.14 * fade : 0.02) * Math.sin(2 * Math.PI * hertz * 2 * time), 0);
  });
}

function fromSeconds(seconds: number, wave: (time: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, index) => wave(index / sampleRate));
}
