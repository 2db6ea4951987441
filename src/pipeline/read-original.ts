import { AppError } from '../domain/errors.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { CaptureLog, TranscriptArchive } from '../storage/records.ts';
import type { RecordingTranscriber } from '../transcription/recording-transcriber.ts';
import type { Steps } from './process-interaction.ts';
import { createTranscribeStep } from './steps/transcribe.ts';

export interface OriginalReader {
  readonly captures: Pick<CaptureLog, 'read'>;
  readonly archive: TranscriptArchive;
  readonly normalise: Steps['normalise'];
  /** Its version names the transcripts that it made; nothing is heard again. */
  readonly transcriber: RecordingTranscriber | null;
}

interface OriginalTurns {
  readonly subject: string | null;
  readonly turns: readonly { readonly index: number; readonly text: string }[];
}

/**
 * The words of a conversation before redaction: the sealed capture, and what was heard of its recordings, through the first two
 * steps of the line. Null where they are not kept, or make other turns than those that are stored.
 */
export function createOriginalReader({ captures, archive, normalise, transcriber }: OriginalReader) {
  const refuse = () => Promise.reject(new AppError('not-found', 'What was heard of this recording is not kept.'));
  const fromArchive = transcriber && { ...transcriber, version: transcriber.version, transcribe: refuse };
  const transcribe = createTranscribeStep({ transcriber: fromArchive, archive, withPlainFile: refuse });
  return async function readOriginal({ id, version, turns }: Interaction): Promise<OriginalTurns | null> {
    const capture = await captures.read(id, version);
    if (capture === null) return null;
    const normalised = await normalise(capture);
    const heard = normalised.kind === 'ok' ? await transcribe(normalised.value) : normalised;
    if (heard.kind !== 'ok' || heard.value.interaction.turns.length !== turns.length) return null;
    const { interaction } = heard.value;
    return { subject: interaction.subject, turns: interaction.turns.map(({ index, text }) => ({ index, text })) };
  };
}
