import type { Interaction } from '../../domain/interaction.ts';
import type { EncodedInteraction, InteractionEncoder } from '../content.ts';
import { encodeInteraction } from './encode-rows.ts';
import { RowBinaryWriter } from './row-binary.ts';

/**
 * Writes first versions down, on whichever thread analysed them. A later version lies in the partition of the first, which
 * only the store knows, so it is left to the store.
 */
export const encodeInteractions: InteractionEncoder['encodeInteractions'] = (batch) => {
  const writer = new RowBinaryWriter();
  const ends = batch.map((interaction) => {
    if (isFirst(interaction)) encodeInteraction(writer, interaction, firstPartition(interaction));
    return writer.length;
  });
  const rows = writer.take();
  return batch.map((interaction, index) => {
    if (!isFirst(interaction)) return interaction;
    const { id, tenant, version } = interaction;
    return { id, tenant, version, bytes: rows.subarray(ends[index - 1] ?? 0, ends[index]) } satisfies EncodedInteraction;
  });
};

/** Where a conversation lies for good: the month of its first known start, or of its first receipt. */
export function firstPartition({ startedAt, receivedAt }: Pick<Interaction, 'startedAt' | 'receivedAt'>): string {
  return startedAt ?? receivedAt;
}

function isFirst({ version }: Interaction): boolean {
  return version === 1;
}
