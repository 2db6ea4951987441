import { AppError, messageOf } from '../../domain/errors.ts';
import { type BlobHash, contentHash } from '../../domain/ids.ts';
import type { Media } from '../../domain/interaction.ts';
import type { RecordingTranscript } from '../../domain/transcript.ts';
import type { TranscriptArchive } from '../../storage/records.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

export interface DrawDependencies {
  /** A description is kept as a transcript without words, so that processing a contact again does not decode it again. */
  readonly archive: TranscriptArchive;
  /** Gives `use` a plain file of one original and removes it afterwards. */
  readonly withPlainFile: <Result>(blob: BlobHash, use: (path: string) => Promise<Result>) => Promise<Result>;
  readonly describe: (path: string) => Promise<RecordingTranscript['media']>;
}

/** A batch of contacts may bring a thousand recordings: each takes a core and a plain copy while it is read. */
const atOnce = 2;

/** Part of the archive's key: raise it when what is measured changes. */
const version = 'peaks@1';

/** Recordings that nobody listened to, because their words came with them, get length and peaks; transcribed ones have them. */
export function createDrawStep({ archive, withPlainFile, describe }: DrawDependencies) {
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve() as Promise<unknown>);
  let next = 0;
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const lane = next++ % atOnce;
    const result = (lanes[lane] ?? Promise.resolve()).then(work);
    lanes[lane] = result.catch(() => {});
    return result;
  };
  const described = async (media: Media): Promise<Media> => {
    const key = contentHash([media.blob, version]);
    const known = await archive.get(key);
    const facts = known?.media ?? (await inTurn(() => withPlainFile(media.blob, describe)));
    if (known === null) await archive.put(key, { ...wordless, media: facts });
    return { ...media, ...facts };
  };
  return async function draw(work: Work): Promise<Outcome<Work>> {
    const { interaction } = work;
    if (interaction.media.every((media) => media.peaks !== undefined)) return ok(work);
    const warnings: string[] = [];
    const media = await Promise.all(
      interaction.media.map((one) => (one.peaks === undefined ? described(one).catch((error) => undrawn(one, error, warnings)) : one)),
    );
    return ok(refine(work, { media, warnings: [...interaction.warnings, ...warnings] }));
  };
}

const wordless = { turns: [], events: [], language: null, held: null, warnings: [], versions: {} } as const;

/** The words are there whatever the recording is like; what may pass (a thread that died) is tried again with the contact. */
function undrawn(media: Media, error: unknown, warnings: string[]): Media {
  if (error instanceof AppError && error.retryable) throw error;
  warnings.push(`the recording cannot be played: ${messageOf(error)}`);
  return media;
}
