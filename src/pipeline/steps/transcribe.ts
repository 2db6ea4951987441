import { type BlobHash, contentHash } from '../../domain/ids.ts';
import type { Interaction, InteractionEvent, Media } from '../../domain/interaction.ts';
import type { RecordingTranscript } from '../../domain/transcript.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { TranscriptArchive } from '../../storage/records.ts';
import type { RecordingTranscriber } from '../../transcription/recording-transcriber.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';
import { placeHeardTurns } from './place-heard-turns.ts';

export interface TranscribeDependencies {
  /** Null when the workspace transcribes nothing. */
  readonly transcriber: RecordingTranscriber | null;
  readonly archive: TranscriptArchive;
  /** Gives `use` a plain file of one original and removes it afterwards. */
  readonly withPlainFile: <Result>(blob: BlobHash, use: (path: string) => Promise<Result>) => Promise<Result>;
}

/** Recordings become turns. A contact that came with its transcript passes untouched; one that must not be read leaves its words here. */
export function createTranscribeStep({ transcriber, archive, withPlainFile }: TranscribeDependencies) {
  return async function transcribe(work: Work): Promise<Outcome<Work>> {
    const { interaction } = work;
    if (interaction.handling !== 'analyse') return ok(unread(work));
    if (interaction.media.length === 0 || interaction.turns.length > 0 || transcriber === null) return ok(work);
    const heard: RecordingTranscript[] = [];
    for (const media of interaction.media) {
      const facts = recordingFacts(media, work);
      const key = contentHash([media.blob, transcriber.version, facts.pauses, facts.languageHint ?? null]);
      const known = await archive.get(key);
      const transcript = known ?? (await withPlainFile(media.blob, (path) => transcriber.transcribe({ path, name: media.name, ...facts })));
      if (known === null) await archive.put(key, transcript);
      heard.push(withStatedRoles(transcript, facts.channelRoles));
    }
    return ok(refine(work, withTranscripts(interaction, heard)));
  };
}

/** What may not be read leaves no words: neither turns nor a recording to hear, nor a subject; of the excluded, only that they took place. */
function unread(work: Work): Work {
  const wordless = refine(work, { turns: [], media: [], subject: null });
  return work.interaction.handling === 'exclude'
    ? refine(wordless, { attributes: work.settings.attributes ?? {}, customerKeys: [] })
    : wordless;
}

function recordingFacts(media: Media, { interaction, settings }: Work) {
  const offsetMs = media.offsetMs ?? 0;
  const channelRoles = media.channelRoles ?? settings.channelRoles;
  const languageHint = interaction.language?.code ?? settings.language;
  return {
    ...(channelRoles ? { channelRoles } : {}),
    ...(languageHint ? { languageHint } : {}),
    pauses: interaction.events
      .filter((event) => event.kind === 'pause')
      .map((event) => ({ startMs: Math.max(0, event.startMs - offsetMs), endMs: isOpen(event) ? untilTheEnd : event.endMs - offsetMs })),
  };
}

/** Beyond the end of any recording, and exact as a number of samples. */
const untilTheEnd = 1e12;

/** A pause whose end nobody stated: what follows it must not be heard. */
function isOpen(event: InteractionEvent): boolean {
  return event.kind === 'pause' && event.endMs <= event.startMs;
}

/** Roles are stated per channel, so a transcript from the archive takes the roles that are stated now. */
function withStatedRoles(transcript: RecordingTranscript, channelRoles: readonly Role[] | undefined): RecordingTranscript {
  if (channelRoles === undefined || (transcript.media.channels ?? 1) < 2) return transcript;
  const turns = transcript.turns.map((turn) => {
    const role = channelRoles[turn.channel];
    return role === undefined ? turn : { ...turn, role, roleConfidence: 1 };
  });
  return { ...transcript, turns };
}

function withTranscripts(interaction: Interaction, heard: readonly RecordingTranscript[]): Partial<Interaction> {
  const recordings = heard.map((transcript, index) => ({
    transcript,
    media: { ...interaction.media[index], ...transcript.media } as Media,
  }));
  const { turns, participants } = placeHeardTurns(interaction, recordings);
  const heardUntilMs = Math.max(...recordings.map(({ media }) => (media.offsetMs ?? 0) + (media.durationMs ?? 0)));
  const durationMs = interaction.durationMs ?? heardUntilMs;
  const endedAt = interaction.startedAt === null ? null : new Date(Date.parse(interaction.startedAt) + durationMs).toISOString();
  return {
    media: recordings.map(({ media }) => media),
    turns,
    participants,
    events: [
      ...interaction.events,
      ...recordings.flatMap(({ transcript, media }) => transcript.events.map((event) => shifted(event, media.offsetMs ?? 0))),
    ],
    durationMs,
    endedAt: interaction.endedAt ?? endedAt,
    language: languageOf(interaction, heard),
    warnings: [...interaction.warnings, ...heard.flatMap((transcript) => transcript.warnings)],
    versions: { ...interaction.versions, ...heard[0]?.versions },
    stateReason: turns.length > 0 ? null : (heard.find((transcript) => transcript.held !== null)?.held ?? null),
  };
}

/** What was heard overrules what the source says when it is why the words are withheld. */
function languageOf(interaction: Interaction, heard: readonly RecordingTranscript[]): Interaction['language'] {
  const withheld = heard.find((transcript) => transcript.held === 'language')?.language;
  return withheld ?? interaction.language ?? heard.find((transcript) => transcript.language !== null)?.language ?? null;
}

function shifted(event: InteractionEvent, by: number): InteractionEvent {
  return { ...event, startMs: event.startMs + by, endMs: event.endMs + by };
}
