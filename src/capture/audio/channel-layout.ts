/** How the channels of a recording relate: what decides whether a channel is a speaker. */
export type ChannelLayout =
  /** One voice channel: mono, or stereo whose other channel is silent or a copy. */
  | { readonly kind: 'single'; readonly channel: number; readonly reason: 'mono' | 'identical' | 'doubled' | 'other-silent' }
  | { readonly kind: 'separate'; readonly channels: readonly number[] }
  | { readonly kind: 'silent' };

/** A channel whose loudest second stays under this (about −60 dBFS) carries nobody. */
const silentLevel = 33;
/** Two channels that agree this well, at some shift of up to 2.5 ms, are one sound recorded twice. */
const sameSoundCorrelation = 0.98;
/** More level difference than this is one party heard faintly in the other's line, not a copy. */
const largestGainRatio = 2;
const largestShift = 40;
const secondSamples = 16_000;

/** Finds silent channels and mono recordings that were written as stereo (with a small difference of level, offset or delay). */
export function channelLayout(channels: readonly Int16Array[]): ChannelLayout {
  const audible = channels
    .map((samples, channel) => ({ samples, channel, level: loudestSecond(samples) }))
    .filter((one) => one.level > silentLevel);
  const [first, second] = audible;
  if (!first) return { kind: 'silent' };
  if (!second) return { kind: 'single', channel: first.channel, reason: channels.length === 1 ? 'mono' : 'other-silent' };
  if (audible.length === 2 && channels.length === 2) {
    const copy = copyKind(first.samples, second.samples);
    if (copy) return { kind: 'single', channel: first.channel, reason: copy };
  }
  return { kind: 'separate', channels: audible.map((one) => one.channel) };
}

function copyKind(left: Int16Array, right: Int16Array): 'identical' | 'doubled' | null {
  if (left.every((sample, index) => sample === right[index])) return 'identical';
  const windows = loudWindows(left, right);
  if (windows.length === 0) return null;
  const gain = Math.sqrt(energyOf(left, windows) / Math.max(1, energyOf(right, windows)));
  if (gain > largestGainRatio || gain < 1 / largestGainRatio) return null;
  for (let shift = -largestShift; shift <= largestShift; shift++) {
    if (windows.every((start) => correlation(left, right, { start, shift }) > sameSoundCorrelation)) return 'doubled';
  }
  return null;
}

/** The starts of up to eight seconds, spread over the recording, in which either channel is loud. */
function loudWindows(left: Int16Array, right: Int16Array): number[] {
  const candidates: { start: number; level: number }[] = [];
  for (let start = largestShift; start + secondSamples + largestShift < left.length; start += secondSamples) {
    candidates.push({ start, level: Math.max(level(left, start), level(right, start)) });
  }
  const loudest = Math.max(0, ...candidates.map((one) => one.level));
  const loud = candidates.filter((one) => one.level > loudest / 4);
  const step = Math.max(1, Math.floor(loud.length / 8));
  return loud.filter((_, index) => index % step === 0).map((one) => one.start);
}

function correlation(left: Int16Array, right: Int16Array, { start, shift }: { start: number; shift: number }): number {
  const sums = { x: 0, y: 0, xx: 0, yy: 0, xy: 0, count: 0 };
  for (let index = start; index < start + secondSamples; index += 2) {
    const x = left[index] ?? 0;
    const y = right[index + shift] ?? 0;
    sums.x += x;
    sums.y += y;
    sums.xx += x * x;
    sums.yy += y * y;
    sums.xy += x * y;
    sums.count++;
  }
  const covariance = sums.xy - (sums.x * sums.y) / sums.count;
  const variance = (sums.xx - sums.x ** 2 / sums.count) * (sums.yy - sums.y ** 2 / sums.count);
  return variance <= 0 ? 0 : covariance / Math.sqrt(variance);
}

function energyOf(samples: Int16Array, windows: readonly number[]): number {
  return windows.reduce((sum, start) => sum + level(samples, start) ** 2, 0);
}

function loudestSecond(samples: Int16Array): number {
  let loudest = 0;
  for (let start = 0; start < samples.length; start += secondSamples) loudest = Math.max(loudest, level(samples, start));
  return loudest;
}

/** Root mean square of one second, without its direct-current offset. */
function level(samples: Int16Array, start: number): number {
  const end = Math.min(samples.length, start + secondSamples);
  let sum = 0;
  let squares = 0;
  for (let index = start; index < end; index++) {
    const sample = samples[index] ?? 0;
    sum += sample;
    squares += sample * sample;
  }
  const count = Math.max(1, end - start);
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
