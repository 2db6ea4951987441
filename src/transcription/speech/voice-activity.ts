import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readModel } from '../models/model-store.ts';

/** Silero v6 at 16 kHz: 512 new samples (32 ms) a step, behind the last 64 of the step before. */
export const activityFrameSamples = 512;
export const activityFrameMs = 32;
const contextSamples = 64;
const stateSize = 128;
/** A recording is cut into stripes that run side by side in one batch: four times faster than one after another. */
const maxStripes = 16;
const minStripeFrames = 320;
/** Each stripe first hears two seconds before its start, after which its memory is that of an uncut run (within 0.01). */
const warmUpFrames = 64;

/** The probability that somebody speaks, per 32 ms, from the Silero network. */
export class VoiceActivity {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  static async load(): Promise<VoiceActivity> {
    const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
    return new VoiceActivity(await InferenceSession.create(readModel('voice-activity'), options));
  }

  async probabilities(samples: Int16Array, signal?: AbortSignal): Promise<Float32Array> {
    const frames = Math.ceil(samples.length / activityFrameSamples);
    const stripes = Math.max(1, Math.min(maxStripes, Math.floor(frames / minStripeFrames)));
    const stripeFrames = Math.ceil(frames / stripes);
    const probabilities = new Float32Array(frames);
    const input = new Float32Array(stripes * (contextSamples + activityFrameSamples));
    let state = new Tensor('float32', new Float32Array(2 * stripes * stateSize), [2, stripes, stateSize]);
    const rate = new Tensor('int64', BigInt64Array.of(16_000n), []);
    for (let step = -warmUpFrames; step < stripeFrames; step++) {
      if (step % 256 === 0) signal?.throwIfAborted();
      fillInput(input, samples, { step, stripes, stripeFrames });
      const result = await this.#session.run({ input: new Tensor('float32', input, [stripes, input.length / stripes]), state, sr: rate });
      state = result.stateN as typeof state;
      const speech = result.output?.data as Float32Array;
      for (let stripe = 0; stripe < stripes && step >= 0; stripe++) {
        const frame = stripe * stripeFrames + step;
        if (frame < frames) probabilities[frame] = speech[stripe] ?? 0;
      }
    }
    return probabilities;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function fillInput(input: Float32Array, samples: Int16Array, at: { step: number; stripes: number; stripeFrames: number }): void {
  const width = contextSamples + activityFrameSamples;
  for (let stripe = 0; stripe < at.stripes; stripe++) {
    const from = (stripe * at.stripeFrames + at.step) * activityFrameSamples - contextSamples;
    for (let index = 0; index < width; index++) input[stripe * width + index] = (samples[from + index] ?? 0) / 32_768;
  }
}
