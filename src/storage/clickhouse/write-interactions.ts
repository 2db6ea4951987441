import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import type { ContentStore, EncodedInteraction, StorableInteraction } from '../content.ts';
import type { ContentContext } from './clickhouse-content.ts';
import { encodeInteraction, interactionColumns } from './encode-rows.ts';
import { firstPartition } from './interaction-encoder.ts';
import { RowBinaryWriter } from './row-binary.ts';
import { bind, sql } from './sql.ts';

/** Bytes of one insert: bounds memory whatever the batch. */
const maxInsertBytes = 64 * 1024 * 1024;
/** Conversations encoded before other work of this process has its turn: about ten milliseconds. */
const encodedAtOnce = 100;

/**
 * Each row holds a conversation whole, so it appears at once or not at all, and the same batch again replaces itself.
 * Batches that arrive while an insert runs go into the next one together: larger inserts cost less a row.
 */
export function createWriter(context: ContentContext): ContentStore['put'] {
  let pending: Uint8Array[] = [];
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  function insert(...rows: readonly Uint8Array[]): Promise<void> {
    pending.push(...rows);
    next ??= running
      .catch(() => undefined)
      .then(() => {
        const together = Buffer.concat(pending);
        pending = [];
        next = null;
        running = together.length === 0 ? Promise.resolve() : context.engine.insert('interactions', interactionColumns, together);
        return running;
      });
    return next;
  }

  return async function put(batch) {
    if (batch.some(({ tenant }) => tenant !== context.tenant)) {
      throw new AppError('forbidden', 'A conversation of another tenant cannot be stored here.');
    }
    const partitions = await firstPartitions(context, batch);
    const writer = new RowBinaryWriter();
    let encoded: Uint8Array[] = [];
    let encodedBytes = 0;
    for (const [index, interaction] of batch.entries()) {
      if (isEncoded(interaction)) {
        encoded.push(interaction.bytes);
        encodedBytes += interaction.bytes.length;
      } else {
        encodeInteraction(writer, interaction, partitions.get(interaction.id) ?? firstPartition(interaction));
        if (index % encodedAtOnce === encodedAtOnce - 1) await setImmediate();
      }
      if (encodedBytes + writer.length < maxInsertBytes) continue;
      await insert(...encoded, writer.take());
      encoded = [];
      encodedBytes = 0;
    }
    await insert(...encoded, writer.take());
  };
}

function isEncoded(interaction: StorableInteraction): interaction is EncodedInteraction {
  return 'bytes' in interaction;
}

/** Later versions stay in the partition of the first, wherever their own start would put them. */
async function firstPartitions(
  { engine, query }: ContentContext,
  batch: readonly StorableInteraction[],
): Promise<ReadonlyMap<string, string>> {
  const later = batch.filter(({ version }) => version > 1).map(({ id }) => id);
  if (later.length === 0) return new Map();
  const columns = sql`interaction, toUnixTimestamp64Milli(partition_at) AS partition_ms`;
  const rows = await engine.query<{ interaction: string; partition_ms: string }>(
    query.interactions(columns, sql`interaction IN ${bind('Array(String)', later)}`),
  );
  return new Map(rows.map((row) => [row.interaction, new Date(Number(row.partition_ms)).toISOString()]));
}
