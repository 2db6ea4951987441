import { capturedInteractionSchema } from '../../domain/captured-interaction.ts';
import { interactionId } from '../../domain/ids.ts';
import type { Capture } from '../records.ts';
import { generateInteraction } from './generate-interaction.ts';

/** The capture of which `generateInteraction(number)` could be the result. */
export function generateCapture(number: number, changes: Partial<Capture> = {}): Capture {
  const { externalId, channel, startedAt, attributes, participants, turns, tenant, source } = generateInteraction(number);
  const content = capturedInteractionSchema.parse({
    externalId,
    channel,
    startedAt,
    attributes,
    participants,
    turns: turns.map(({ participant, text, startMs }) => ({ participant, text, startMs })),
  });
  const id = interactionId({ tenant, source: changes.source ?? source, externalId: changes.content?.externalId ?? externalId });
  return { id, tenant, source, content, mediaBlobs: [], originBlob: null, identity: 'stated', ...changes };
}
