import { type ChannelLayout, channelLayout } from '../capture/audio/channel-layout.ts';
import { type DecodedRecording, decodeRecording } from '../capture/audio/decode-recording.ts';
import type { HeardTurn, PauseInterval, RecordingTranscript } from '../domain/transcript.ts';
import type { Recording } from './recording-transcriber.ts';
import { mergeStretches, type SpeechWindow } from './speech/merge-stretches.ts';
import { speechStretches } from './speech/speech-stretches.ts';
import { suppressBleed } from './speech/suppress-bleed.ts';
import { activityFrameMs, type VoiceActivity } from './speech/voice-activity.ts';
import type { SpeechChunk, Transcriber } from './transcriber.ts';
import { rolesOfChannels } from './turns/assign-roles.ts';
import { interleaveTurns, type SpokenTurn } from './turns/interleave-turns.ts';
import { type Phrase, snapWords } from './turns/snap-words.ts';

export interface TranscriptionOptions {
  readonly signal?: AbortSignal;
  /** Called with 0…1 as the recording is heard. */
  readonly onProgress?: (share: number) => void;
}

/** What listens: the recogniser, and what finds speech for it. */
export interface SpeechEngine {
  readonly transcriber: Transcriber;
  readonly voiceActivity: VoiceActivity;
}

/** One channel with its speech found. */
interface VoiceChannel {
  readonly channel: number;
  readonly samples: Int16Array;
  readonly windows: readonly SpeechWindow[];
}

/** From a file to turns: decode, find speech, recognise, time the words, name the roles, order the turns. */
export async function transcribeRecording(
  recording: Recording,
  engine: SpeechEngine,
  options: TranscriptionOptions = {},
): Promise<RecordingTranscript> {
  const decoded = decodeRecording(recording.path, options.signal);
  silencePauses(decoded.channels, recording.pauses ?? []);
  const layout = channelLayout(decoded.channels);
  const voices = await findSpeech(decoded, layout, engine, options);
  const phrases = await recognise(voices, engine, options);
  const turns = nameTurns(interleaveTurns(phrases), decoded, recording);
  return {
    media: { durationMs: decoded.durationMs, channels: decoded.channels.length, sampleRate: decoded.sampleRate, peaks: decoded.peaks },
    turns,
    events: [],
    language: null,
    held: turns.length === 0 ? 'no-speech' : null,
    warnings: [...decoded.warnings, ...layoutWarnings(layout)],
    versions: { transcriber: engine.transcriber.version },
  };
}

function silencePauses(channels: readonly Int16Array[], pauses: readonly PauseInterval[]): void {
  for (const samples of channels) for (const pause of pauses) samples.fill(0, Math.floor(pause.startMs * 16), Math.ceil(pause.endMs * 16));
}

async function findSpeech(
  decoded: DecodedRecording,
  layout: ChannelLayout,
  engine: SpeechEngine,
  options: TranscriptionOptions,
): Promise<VoiceChannel[]> {
  const listened = layout.kind === 'silent' ? [] : layout.kind === 'single' ? [layout.channel] : layout.channels;
  const heard: { channel: number; samples: Int16Array; probabilities: Float32Array }[] = [];
  for (const channel of listened) {
    const samples = decoded.channels[channel] ?? new Int16Array(0);
    heard.push({ channel, samples, probabilities: await engine.voiceActivity.probabilities(samples, options.signal) });
  }
  const own = suppressBleed(heard);
  return heard.map(({ channel, samples }, index) => {
    const probabilities = own[index] ?? new Float32Array(0);
    const quietest = (fromMs: number, toMs: number) => quietestMs(probabilities, fromMs, toMs);
    return { channel, samples, windows: mergeStretches(speechStretches(probabilities), { durationMs: decoded.durationMs, quietest }) };
  });
}

function quietestMs(probabilities: Float32Array, fromMs: number, toMs: number): number {
  let best = Math.floor(fromMs / activityFrameMs);
  for (let frame = best; frame < toMs / activityFrameMs; frame++) {
    if ((probabilities[frame] ?? 1) < (probabilities[best] ?? 1)) best = frame;
  }
  return best * activityFrameMs + activityFrameMs / 2;
}

/** Windows of speech are recognised some minutes at a time: memory stays flat and progress can be told. */
const windowsAtOnce = 64;

async function recognise(voices: readonly VoiceChannel[], engine: SpeechEngine, options: TranscriptionOptions): Promise<Phrase[]> {
  const queue = voices.flatMap((voice) => voice.windows.map((window) => ({ voice, window })));
  const phrases: Phrase[] = [];
  for (let done = 0; done < queue.length; done += windowsAtOnce) {
    const part = queue.slice(done, done + windowsAtOnce);
    const chunks = part.map(({ voice, window }) => chunkOf(voice.samples, window));
    const heard = await engine.transcriber.transcribe(chunks, options.signal ? { signal: options.signal } : {});
    part.forEach(({ voice, window }, index) => {
      phrases.push(...snapWords(heard[index]?.words ?? [], window.stretches, voice.channel));
    });
    options.onProgress?.(Math.min(1, (done + part.length) / queue.length));
  }
  return phrases;
}

function chunkOf(samples: Int16Array, window: SpeechWindow): SpeechChunk {
  const part = samples.subarray(Math.floor(window.startMs * 16), Math.floor(window.endMs * 16));
  return { samples: Float32Array.from(part, (sample) => sample / 32_768), startMs: window.startMs };
}

function nameTurns(turns: readonly SpokenTurn[], decoded: DecodedRecording, recording: Recording): HeardTurn[] {
  const texts = decoded.channels.map((_, channel) =>
    turns
      .filter((turn) => turn.speaker === channel)
      .map(textOf)
      .join(' '),
  );
  const roles = rolesOfChannels(texts, recording.channelRoles);
  return turns.map((turn) => ({
    participant: roles[turn.speaker]?.role ?? 'unknown',
    channel: turn.speaker,
    role: roles[turn.speaker]?.role ?? 'unknown',
    roleConfidence: roles[turn.speaker]?.confidence ?? 0,
    text: textOf(turn),
    startMs: turn.startMs,
    endMs: turn.endMs,
    words: [...turn.words],
  }));
}

function textOf(turn: SpokenTurn): string {
  return turn.words.map((word) => word.text).join(' ');
}

function layoutWarnings(layout: ChannelLayout): string[] {
  if (layout.kind !== 'single') return [];
  const facts = {
    mono: [],
    identical: ['both channels are identical: treated as mono'],
    doubled: ['both channels carry the same sound: treated as mono'],
    'other-silent': ['only one channel carries sound'],
  };
  return facts[layout.reason];
}
