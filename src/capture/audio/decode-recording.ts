import { AppError } from '../../domain/errors.ts';
import { createPeakMeter, peaksPerSecond } from './measure-peaks.ts';
import { openAudio } from './open-audio.ts';
import { Resampler } from './resample.ts';

/** The rate that voice activity and recognition work at. */
export const speechRate = 16_000;

/**
 * Decoded sound is held as 16-bit samples: 115 MB per channel and hour. Beyond this a recording is refused, so that a
 * worker's memory has a bound (a two-channel hour stays under 1.4 GB with the models).
 */
const maxChannelHours = 8;

export interface DecodedRecording {
  readonly durationMs: number;
  /** Rate of the recording itself, before resampling. */
  readonly sampleRate: number;
  /** 16 kHz samples per channel, all of one length. */
  readonly channels: readonly Int16Array[];
  readonly peaks: { readonly perSecond: number; readonly channels: readonly (readonly number[])[] };
  readonly warnings: readonly string[];
}

/** Decodes a recording of any supported format, block by block, into 16 kHz channels and the peaks that a player draws. */
export function decodeRecording(path: string, signal?: AbortSignal): DecodedRecording {
  const stream = openAudio(path);
  const tracks = Array.from({ length: stream.channels }, () => new Track(stream.sampleRate));
  const maxSamples = (maxChannelHours / stream.channels) * 3600 * speechRate;
  for (const block of stream.blocks()) {
    signal?.throwIfAborted();
    tracks.forEach((track, channel) => {
      track.push(block[channel] ?? new Float32Array(0));
    });
    if ((tracks[0]?.length ?? 0) > maxSamples) {
      throw new AppError(
        'too-large',
        `the recording is longer than ${maxChannelHours / stream.channels} hours with ${stream.channels} channels; split it`,
      );
    }
  }
  const channels = tracks.map((track) => track.finish());
  const length = channels[0]?.length ?? 0;
  if (length === 0) throw new AppError('unreadable', 'the recording holds no sound');
  return {
    durationMs: Math.round((length / speechRate) * 1000),
    sampleRate: stream.sampleRate,
    channels,
    peaks: { perSecond: peaksPerSecond, channels: tracks.map((track) => track.peaks) },
    warnings: stream.warnings,
  };
}

/** One channel while it is read. */
class Track {
  readonly #resampler: Resampler | undefined;
  readonly #meter = createPeakMeter(speechRate);
  #blocks: Int16Array[] = [];
  length = 0;

  constructor(sampleRate: number) {
    this.#resampler = sampleRate === speechRate ? undefined : new Resampler(sampleRate, speechRate);
  }

  get peaks(): readonly number[] {
    return this.#meter.peaks;
  }

  push(samples: Float32Array): void {
    this.#keep(this.#resampler ? this.#resampler.push(samples) : samples);
  }

  finish(): Int16Array {
    if (this.#resampler) this.#keep(this.#resampler.flush());
    this.#meter.finish();
    const whole = new Int16Array(this.length);
    let offset = 0;
    for (const block of this.#blocks) {
      whole.set(block, offset);
      offset += block.length;
    }
    this.#blocks = [];
    return whole;
  }

  #keep(samples: Float32Array): void {
    const rounded = new Int16Array(samples.length);
    for (let index = 0; index < samples.length; index++) {
      rounded[index] = Math.round(Math.max(-1, Math.min(1, samples[index] ?? 0)) * 32_767);
    }
    this.#meter.add(samples);
    this.#blocks.push(rounded);
    this.length += rounded.length;
  }
}
