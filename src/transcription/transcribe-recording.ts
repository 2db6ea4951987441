import { type ChannelLayout, channelLayout } from '../capture/audio/channel-layout.ts';
import { type DecodedRecording, decodeRecording } from '../capture/audio/decode-recording.ts';
import type { InteractionEvent } from '../domain/interaction.ts';
import type { HeardTurn, PauseInterval, RecordingTranscript } from '../domain/transcript.ts';
import { type RecognisedVoice, recogniseSpeech } from './recognise-speech.ts';
import type { Recording } from './recording-transcriber.ts';
import { findSpeech } from './speech/find-speech.ts';
import type { VoiceActivity } from './speech/voice-activity.ts';
import { judgeLanguage } from './spoken-language.ts';
import type { Transcriber } from './transcriber.ts';
import { rolesOfChannels, rolesOfVoices } from './turns/assign-roles.ts';
import { interleaveTurns } from './turns/interleave-turns.ts';
import { nameTurns, textsBySpeaker } from './turns/name-turns.ts';
import { splitSpeakers } from './turns/split-speakers.ts';

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

/** From a file to turns: decode, find speech, recognise, judge the language, order the turns, name the roles. */
export async function transcribeRecording(
  recording: Recording,
  engine: SpeechEngine,
  options: TranscriptionOptions = {},
): Promise<RecordingTranscript> {
  const decoded = decodeRecording(recording.path, options.signal);
  silencePauses(decoded.channels, recording.pauses ?? []);
  const layout = channelLayout(decoded.channels);
  const voices = await findSpeech(decoded, {
    listened: listenedChannels(layout),
    voiceActivity: engine.voiceActivity,
    signal: options.signal,
  });
  const recognised = await recogniseSpeech(voices, engine.transcriber, { ...options, language: recording.languageHint });
  const language = judgeLanguage(recognised.map((voice) => voice.chunks));
  const foreign = language !== null && language.code !== 'en';
  const turns = foreign ? [] : turnsOf(recognised, { layout, decoded, recording });
  return {
    media: { durationMs: decoded.durationMs, channels: decoded.channels.length, sampleRate: decoded.sampleRate, peaks: decoded.peaks },
    turns,
    events: eventsOf(recognised, foreign),
    language,
    held: foreign ? 'language' : turns.length === 0 ? 'no-speech' : null,
    warnings: [...decoded.warnings, ...layoutWarnings(layout), ...recognitionWarnings(recognised)],
    versions: { transcriber: engine.transcriber.version },
  };
}

function silencePauses(channels: readonly Int16Array[], pauses: readonly PauseInterval[]): void {
  for (const samples of channels) for (const pause of pauses) samples.fill(0, Math.floor(pause.startMs * 16), Math.ceil(pause.endMs * 16));
}

function listenedChannels(layout: ChannelLayout): readonly number[] {
  if (layout.kind === 'silent') return [];
  return layout.kind === 'single' ? [layout.channel] : layout.channels;
}

interface TurnContext {
  readonly layout: ChannelLayout;
  readonly decoded: DecodedRecording;
  readonly recording: Recording;
}

/** One speaker per channel where there are channels; otherwise two voices told apart in one. */
function turnsOf(recognised: readonly RecognisedVoice[], { layout, decoded, recording }: TurnContext): HeardTurn[] {
  const [only] = recognised;
  const oneVoiceChannel = layout.kind === 'single' && layout.reason !== 'other-silent';
  if (only && oneVoiceChannel) {
    const turns = interleaveTurns(splitSpeakers(only.phrases, only.voice.samples));
    const speakers = 1 + Math.max(0, ...turns.map((turn) => turn.speaker));
    return nameTurns(turns, { roles: rolesOfVoices(textsBySpeaker(turns, speakers)), channelOf: () => only.voice.channel });
  }
  const turns = interleaveTurns(recognised.flatMap((voice) => voice.phrases));
  const roles = rolesOfChannels(textsBySpeaker(turns, decoded.channels.length), recording.channelRoles);
  return nameTurns(turns, { roles, channelOf: (speaker) => speaker });
}

function eventsOf(recognised: readonly RecognisedVoice[], foreign: boolean): InteractionEvent[] {
  const common = { leg: null, role: null, origin: 'inferred' } as const;
  const events = recognised.flatMap(({ voice }): InteractionEvent[] => [
    ...voice.sounds.map((sound) => ({ ...common, kind: sound.kind, startMs: sound.startMs, endMs: sound.endMs })),
    ...voice.sounds
      .filter((sound) => sound.kind === 'music')
      .map((music) => ({ ...common, kind: 'hold' as const, startMs: music.startMs, endMs: music.endMs })),
    ...(foreign ? voice.windows.map(({ startMs, endMs }) => ({ ...common, kind: 'speech-other-language' as const, startMs, endMs })) : []),
  ]);
  return events.sort((a, b) => a.startMs - b.startMs);
}

function layoutWarnings(layout: ChannelLayout): string[] {
  if (layout.kind !== 'single') return [];
  const split = 'two speakers told apart by their voices, with low confidence';
  const facts: Record<typeof layout.reason, string[]> = {
    mono: [split],
    identical: ['both channels are identical: treated as mono', split],
    doubled: ['both channels carry the same sound: treated as mono', split],
    'other-silent': ['only one channel carries sound'],
  };
  return facts[layout.reason];
}

function recognitionWarnings(recognised: readonly RecognisedVoice[]): string[] {
  const helpers = recognised.flatMap((voice) => voice.helpers);
  return [...new Set(helpers)].map(
    (helper) => `${helpers.filter((one) => one === helper).length} stretches of speech were heard by ${helper} only`,
  );
}
