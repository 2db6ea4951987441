import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { audioFormatOf } from '../audio/audio-format.ts';
import { probeAudio } from '../audio/probe-audio.ts';
import type { FormatReader, ReadContext, ReadItem, SourceFile } from '../read-source.ts';

/** A recording: one contact, whose words come later from the recogniser and whose facts come from its sidecar. */
export const audioReader: FormatReader = {
  format: 'audio',
  detect: (head) => (audioFormatOf(head) === null ? 0 : 1),
  read: readAudio,
};

async function* readAudio(file: SourceFile, context: ReadContext): AsyncGenerator<ReadItem> {
  const audio = await probeAudio(file.path);
  const channelRoles = context.channelRoles as Role[] | undefined;
  const interaction: CapturedInteractionInput = {
    externalId: file.relativePath.replace(/(\.gz)?$/u, '').replace(/\.[^./]+$/u, ''),
    channel: 'voice',
    media: [{ name: file.name, mediaType: audio.mediaType, ...(channelRoles ? { channelRoles } : {}) }],
  };
  yield { kind: 'interaction', interaction, mediaIsFile: true, identity: 'derived' };
}
