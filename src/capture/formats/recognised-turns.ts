import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { compact, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json-object.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];
type CapturedWordInput = NonNullable<CapturedTurnInput['words']>[number];

/** What a speech engine heard, whoever made the engine. Speakers are the engine's own labels. */
export interface RecognisedSpeech {
  readonly turns: readonly CapturedTurnInput[];
  readonly language?: string;
  readonly durationMs?: number;
}

/** A pause this long within one speaker's words begins a new turn, where the engine has no segments of its own. */
const pauseMs = 1000;

/** Deepgram, WTF, AssemblyAI, Whisper and the OpenAI shape; null when it is none of them. */
export function recognisedSpeech(body: JsonObject): RecognisedSpeech | null {
  if (Array.isArray(objectOf(body.results).channels)) return deepgram(body);
  if (objectOf(body.transcript).text !== undefined && Array.isArray(body.segments)) return worldTranscript(body);
  if (body.audio_duration !== undefined && (Array.isArray(body.words) || Array.isArray(body.utterances))) return assemblyAi(body);
  if (objectsOf(body.segments).some((segment) => segment.text !== undefined && segment.start !== undefined)) return whisper(body);
  return null;
}

function deepgram(body: JsonObject): RecognisedSpeech {
  const results = objectOf(body.results);
  const channels = objectsOf(results.channels);
  const utterances = objectsOf(results.utterances);
  const several = channels.length > 1;
  const turns =
    utterances.length > 0
      ? utterances.map((utterance) =>
          segmentTurn(utterance, several ? `channel-${textOf(utterance.channel) ?? 0}` : speakerName(utterance.speaker)),
        )
      : channels.flatMap((channel, index) => {
          const best = objectsOf(channel.alternatives)[0] ?? {};
          return groupWords(objectsOf(best.words), 1000, several ? `channel-${index}` : undefined);
        });
  return compact({
    turns: [...turns].sort(byStart),
    language: textOf(channels[0]?.detected_language),
    durationMs: milliseconds(objectOf(body.metadata).duration, 1000),
  });
}

/** World Transcription Format (draft-howe-vcon-wtf-extension): the body that vCons carry between vendors. */
function worldTranscript(body: JsonObject): RecognisedSpeech {
  const words = new Map(objectsOf(body.words).map((word) => [textOf(word.id), word]));
  const turns = objectsOf(body.segments).map((segment) => {
    const listed = Array.isArray(segment.words) ? segment.words.map((id) => words.get(textOf(id)) ?? {}) : [];
    return segmentTurn({ ...segment, words: listed }, speakerName(segment.speaker));
  });
  const transcript = objectOf(body.transcript);
  return compact({ turns, language: textOf(transcript.language), durationMs: milliseconds(transcript.duration, 1000) });
}

function assemblyAi(body: JsonObject): RecognisedSpeech {
  const words = objectsOf(body.words);
  const durationSeconds = numberOf(body.audio_duration) ?? 0;
  const lastEnd = Math.max(
    0,
    ...objectsOf(body.utterances)
      .concat(words.slice(-1))
      .flatMap((each) => numberOf(each.end) ?? []),
  );
  // The API counts milliseconds; converters have rewritten some files in seconds.
  const perSecond = lastEnd > (durationSeconds + 1) * 10 ? 1 : 1000;
  const utterances = objectsOf(body.utterances);
  const turns =
    utterances.length > 0
      ? utterances.map((utterance) => segmentTurn(utterance, speakerName(utterance.speaker), perSecond))
      : groupWords(words, perSecond);
  return compact({ turns, language: textOf(body.language_code), durationMs: milliseconds(durationSeconds, 1000) });
}

function whisper(body: JsonObject): RecognisedSpeech {
  const turns = objectsOf(body.segments).map((segment) => segmentTurn(segment, speakerName(segment.speaker)));
  return compact({ turns, language: textOf(body.language), durationMs: milliseconds(body.duration, 1000) });
}

function segmentTurn(segment: JsonObject, participant: string, perSecond = 1000): CapturedTurnInput {
  const words = objectsOf(segment.words).flatMap((word) => wordOf(word, perSecond));
  return compact({
    participant,
    text: (textOf(segment.text) ?? textOf(segment.transcript) ?? '').trim(),
    startMs: milliseconds(segment.start, perSecond),
    endMs: milliseconds(segment.end, perSecond),
    words: words.length > 0 ? words : undefined,
  });
}

/** Words into turns: a new one at each change of speaker and after each pause. */
function groupWords(words: readonly JsonObject[], perSecond: number, channel?: string): CapturedTurnInput[] {
  const turns: { participant: string; words: CapturedWordInput[] }[] = [];
  for (const raw of words) {
    const [word] = wordOf(raw, perSecond);
    if (!word) continue;
    const participant = channel ?? speakerName(raw.speaker);
    const last = turns.at(-1);
    const pause = word.startMs - (last?.words.at(-1)?.endMs ?? 0);
    if (last?.participant === participant && pause <= pauseMs) last.words.push(word);
    else turns.push({ participant, words: [word] });
  }
  return turns.map(({ participant, words: spoken }) => ({
    participant,
    text: spoken
      .map(({ text }) => text)
      .join(' ')
      .replace(/ ([,.;:!?])/g, '$1'),
    startMs: spoken[0]?.startMs ?? 0,
    endMs: spoken.at(-1)?.endMs ?? 0,
    words: spoken,
  }));
}

function wordOf(word: JsonObject, perSecond: number): CapturedWordInput[] {
  const text = textOf(word.punctuated_word) ?? textOf(word.word) ?? textOf(word.text);
  const startMs = milliseconds(word.start, perSecond);
  if (text === undefined || startMs === undefined) return [];
  const confidence = numberOf(word.confidence) ?? numberOf(word.probability);
  return [compact({ text: text.trim(), startMs, endMs: Math.max(startMs, milliseconds(word.end, perSecond) ?? startMs), confidence })];
}

function speakerName(speaker: unknown): string {
  const label = textOf(speaker);
  return label === undefined ? 'speaker-0' : /^\d+$/.test(label) ? `speaker-${label}` : label;
}

function milliseconds(value: unknown, perSecond: number): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : Math.max(0, Math.round(number * perSecond));
}

function byStart(a: CapturedTurnInput, b: CapturedTurnInput): number {
  return (a.startMs ?? 0) - (b.startMs ?? 0);
}
