import type { DecodedRecording } from '../../capture/audio/decode-recording.ts';
import { mergeStretches, type SpeechWindow } from './merge-stretches.ts';
import { findSoundEvents, type SoundEvent, withoutSounds } from './sound-events.ts';
import { speechStretches } from './speech-stretches.ts';
import { suppressBleed } from './suppress-bleed.ts';
import { activityFrameMs, type VoiceActivity } from './voice-activity.ts';

/** One channel with its speech and its other sounds found. */
export interface VoiceChannel {
  readonly channel: number;
  readonly samples: Int16Array;
  readonly windows: readonly SpeechWindow[];
  readonly sounds: readonly SoundEvent[];
}

export interface FindSpeechOptions {
  /** The channels that carry a voice of their own. */
  readonly listened: readonly number[];
  readonly voiceActivity: VoiceActivity;
  readonly signal?: AbortSignal | undefined;
}

/** Per channel: who speaks when, without tones, music and the other party's voice, cut into windows to recognise. */
export async function findSpeech(decoded: DecodedRecording, options: FindSpeechOptions): Promise<VoiceChannel[]> {
  const heard: { channel: number; samples: Int16Array; sounds: SoundEvent[]; probabilities: Float32Array }[] = [];
  for (const channel of options.listened) {
    const samples = decoded.channels[channel] ?? new Int16Array(0);
    const speech = await options.voiceActivity.probabilities(samples, options.signal);
    const sounds = findSoundEvents(samples, speech);
    heard.push({ channel, samples, sounds, probabilities: withoutSounds(speech, sounds) });
  }
  const own = suppressBleed(heard);
  return heard.map(({ channel, samples, sounds }, index) => {
    const probabilities = own[index] ?? new Float32Array(0);
    const quietest = (fromMs: number, toMs: number) => quietestMs(probabilities, fromMs, toMs);
    const windows = mergeStretches(speechStretches(probabilities), { durationMs: decoded.durationMs, quietest });
    return { channel, samples, windows, sounds };
  });
}

function quietestMs(probabilities: Float32Array, fromMs: number, toMs: number): number {
  let best = Math.floor(fromMs / activityFrameMs);
  for (let frame = best; frame < toMs / activityFrameMs; frame++) {
    if ((probabilities[frame] ?? 1) < (probabilities[best] ?? 1)) best = frame;
  }
  return best * activityFrameMs + activityFrameMs / 2;
}
