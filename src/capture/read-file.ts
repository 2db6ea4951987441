import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { capturedInteractionSchema } from '../domain/captured-interaction.ts';
import { AppError, messageOf } from '../domain/errors.ts';
import { detectFormat, readerFor } from './detect.ts';
import type { CheckedItem, ReadContext, ReadItem, SourceFile, Unreadable } from './read-source.ts';
import { applySidecar } from './sidecar.ts';
import { readHead } from './source-bytes.ts';
import { unreadable } from './unreadable.ts';

/**
 * Every contact in one file. Never throws for what is in the file: what cannot be read becomes an `unreadable` item
 * with its position, and what could be read before it stays read.
 */
export async function* readSourceFile(file: SourceFile, context: ReadContext): AsyncGenerator<CheckedItem> {
  let found = 0;
  try {
    const reader = context.format === undefined ? detectFormat(await readHead(file), file.name) : readerFor(context.format);
    for await (const item of reader.read(file, context)) {
      found += 1;
      yield item.kind === 'interaction' ? checkInteraction(item, file, context) : await withFingerprint(item, file);
    }
    if (found === 0) throw new AppError('unreadable', 'no conversation in it');
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-workspace') throw error;
    const position = found === 0 ? {} : { position: `after ${found} items` };
    yield await withFingerprint({ kind: 'unreadable', reason: messageOf(error), ...position }, file);
  }
}

/** The schema is the border: what passes is trusted everywhere after. The file's sidecar speaks for every contact in it. */
function checkInteraction(item: Extract<ReadItem, { kind: 'interaction' }>, file: SourceFile, context: ReadContext): CheckedItem {
  const checked = capturedInteractionSchema.safeParse(item.interaction);
  if (checked.success) {
    const interaction = file.sidecar === undefined ? checked.data : applySidecar(checked.data, file.sidecar, context.timeZone);
    const identity = interaction.externalId === checked.data.externalId ? item.identity : 'stated';
    return { ...item, interaction, ...(identity ? { identity } : {}) };
  }
  const fault = checked.error.issues[0];
  const reason = `${fault?.path.join('.') || 'interaction'}: ${fault?.message ?? 'invalid'}`;
  return unreadable(reason, item.position, JSON.stringify(item.interaction));
}

/** The same unreadable bytes park once: items without a fingerprint get the one of the whole file. */
async function withFingerprint(item: Unreadable, file: SourceFile): Promise<Unreadable> {
  if (item.fingerprint !== undefined) return item;
  const hash = createHash('sha256').update(item.position ?? '');
  try {
    for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer);
  } catch {
    hash.update(file.relativePath);
  }
  return { ...item, fingerprint: hash.digest('hex') };
}
