import { activityFrameSamples } from './voice-activity.ts';

/** One party heard faintly in the other's line lies at least this far below the line it came from (8 to 15 dB gave the same on the composite calls). */
const bleedDecibels = 12;
/** Levels are compared over five frames (160 ms), about a syllable. */
const halfWidth = 2;

/**
 * On a channel, forgets speech in which the other channel speaks much louder at the same moment: that is the other
 * party heard through the line, and transcribing it would put their words into this party's mouth.
 */
export function suppressBleed(channels: readonly { samples: Int16Array; probabilities: Float32Array }[]): Float32Array[] {
  const levels = channels.map(({ samples, probabilities }) => frameLevels(samples, probabilities.length));
  return channels.map(({ probabilities }, own) => {
    const isDrowned = (frame: number) =>
      channels.some(
        (other, index) =>
          index !== own &&
          (other.probabilities[frame] ?? 0) > 0.3 &&
          (levels[index]?.[frame] ?? 0) - (levels[own]?.[frame] ?? 0) > bleedDecibels,
      );
    return withoutDrowned(probabilities, isDrowned);
  });
}

/**
 * A soft first or last syllable inside the other's speech is not bleed: voice that is drowned this briefly, beside voice
 * that is not, stays. Silence around it does not count: while the other speaks, silence is always drowned.
 */
const softSyllableFrames = 8;
const voicedProbability = 0.15;

function withoutDrowned(probabilities: Float32Array, isDrowned: (frame: number) => boolean): Float32Array {
  const left = probabilities.slice();
  const isVoiced = (frame: number) => (probabilities[frame] ?? 0) >= voicedProbability;
  for (let from = 0; from < left.length; ) {
    if (!isDrowned(from)) {
      from++;
      continue;
    }
    let to = from + 1;
    while (to < left.length && isDrowned(to) && isVoiced(to) === isVoiced(from)) to++;
    const belongsToSpeech = isVoiced(from) && to - from <= softSyllableFrames && (isVoiced(from - 1) || isVoiced(to));
    if (!belongsToSpeech) left.fill(0, from, to);
    from = to;
  }
  return left;
}

/** Decibels of full scale per frame, smoothed. */
function frameLevels(samples: Int16Array, frames: number): Float32Array {
  const energies = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    const end = Math.min(samples.length, (frame + 1) * activityFrameSamples);
    for (let index = frame * activityFrameSamples; index < end; index++) sum += (samples[index] ?? 0) ** 2;
    energies[frame] = sum / activityFrameSamples;
  }
  return energies.map((_, frame) => {
    const around = energies.subarray(Math.max(0, frame - halfWidth), frame + halfWidth + 1);
    return 10 * Math.log10(around.reduce((sum, value) => sum + value, 1) / around.length / 32_768 ** 2);
  });
}
