import { type BlobHash, contentHash } from '../../domain/ids.ts';
import type { Interaction, InteractionEvent, Media, Turn } from '../../domain/interaction.ts';
import type { RecordingTranscript } from '../../domain/transcript.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { TranscriptArchive } from '../../storage/records.ts';
import type { RecordingTranscriber } from '../../transcription/recording-transcriber.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

export interface TranscribeDependencies {
  /** Null when the workspace transcribes nothing. */
  readonly transcriber: RecordingTranscriber | null;
  readonly archive: TranscriptArchive;
  /** Gives `use` a plain file of one original and removes it afterwards. */
  readonly withPlainFile: <Result>(blob: BlobHash, use: (path: string) => Promise<Result>) => Promise<Result>;
}

/** Recordings become turns. A contact that came with its transcript, or must not be read, passes untouched. */
export function createTranscribeStep({ transcriber, archive, withPlainFile }: TranscribeDependencies) {
  return async function transcribe(work: Work): Promise<Outcome<Work>> {
    const { interaction } = work;
    if (interaction.handling !== 'analyse') return ok(refine(work, { turns: [], media: interaction.media }));
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

function recordingFacts(media: Media, { interaction, settings }: Work) {
  const offsetMs = media.offsetMs ?? 0;
  const channelRoles = media.channelRoles ?? settings.channelRoles;
  const languageHint = interaction.language?.code ?? settings.language;
  return {
    ...(channelRoles ? { channelRoles } : {}),
    ...(languageHint ? { languageHint } : {}),
    pauses: interaction.events
      .filter((event) => event.kind === 'pause')
      .map((event) => ({ startMs: Math.max(0, event.startMs - offsetMs), endMs: event.endMs - offsetMs })),
  };
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
  const media = interaction.media.map((each, index) => ({ ...each, ...heard[index]?.media }));
  const turns = heard.flatMap((transcript, index) => (transcript.held === null ? shiftedTurns(transcript, media[index]) : []));
  const events = heard.flatMap((transcript, index) => transcript.events.map((event) => shifted(event, media[index]?.offsetMs ?? 0)));
  const held = heard.find((transcript) => transcript.held !== null)?.held ?? null;
  const heardUntilMs = Math.max(...media.map((each) => (each.offsetMs ?? 0) + (each.durationMs ?? 0)));
  const durationMs = interaction.durationMs ?? heardUntilMs;
  return {
    media,
    turns: inLegs(turns, interaction).map((turn, index) => ({ ...turn, index })),
    participants: interaction.participants.length > 0 ? interaction.participants : participantsOf(turns),
    events: [...interaction.events, ...events],
    durationMs,
    endedAt:
      interaction.endedAt ??
      (interaction.startedAt === null ? null : new Date(Date.parse(interaction.startedAt) + durationMs).toISOString()),
    language: interaction.language ?? heard.find((transcript) => transcript.language !== null)?.language ?? null,
    warnings: [...interaction.warnings, ...heard.flatMap((transcript) => transcript.warnings)],
    versions: { ...interaction.versions, ...heard[0]?.versions },
    stateReason: turns.length === 0 ? held : null,
  };
}

function shiftedTurns(transcript: RecordingTranscript, media: Media | undefined): Turn[] {
  const by = media?.offsetMs ?? 0;
  return transcript.turns.map((turn) => ({
    index: 0,
    leg: turn.leg ?? -1,
    participant: media?.channelParticipants?.[turn.channel] ?? turn.participant,
    role: turn.role,
    roleConfidence: turn.roleConfidence,
    text: turn.text,
    startMs: turn.startMs === undefined ? null : turn.startMs + by,
    endMs: turn.endMs === undefined ? null : turn.endMs + by,
    ...(turn.words ? { words: turn.words.map((word) => ({ ...word, startMs: word.startMs + by, endMs: word.endMs + by })) } : {}),
  }));
}

function shifted(event: InteractionEvent, by: number): InteractionEvent {
  return { ...event, startMs: event.startMs + by, endMs: event.endMs + by };
}

/** A heard turn belongs to the last leg that had begun when it began. */
function inLegs(turns: readonly Turn[], interaction: Interaction): Turn[] {
  const spoken = interaction.legs
    .map((leg, index) => ({ leg, index }))
    .filter(({ leg }) => leg.kind !== 'wrap-up' && leg.startMs !== undefined);
  return turns.map((turn) => {
    if (turn.leg >= 0) return turn;
    const begun = spoken.findLast(({ leg }) => (leg.startMs ?? 0) <= (turn.startMs ?? 0));
    return { ...turn, leg: begun?.index ?? 0 };
  });
}

function participantsOf(turns: readonly Turn[]): Interaction['participants'] {
  const byId = new Map(
    turns.map((turn) => [turn.participant, { id: turn.participant, role: turn.role, roleConfidence: turn.roleConfidence }]),
  );
  return [...byId.values()];
}
