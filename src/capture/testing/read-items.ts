import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CapturedInteraction } from '../../domain/captured-interaction.ts';
import { readSourceFile } from '../read-file.ts';
import type { ReadContext, ReadItem, SourceFile } from '../read-source.ts';

const context: ReadContext = { timeZone: 'UTC', sessionIdleMs: 24 * 3_600_000 };

export interface ReadOptions {
  readonly name: string;
  readonly context?: Partial<ReadContext>;
  readonly sidecar?: unknown;
}

/** Everything in a file of this content, read as any file is. */
export async function readItems(content: string | Uint8Array, { name, context: settings, sidecar }: ReadOptions): Promise<ReadItem[]> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-read-'));
  const path = join(folder, basename(name));
  try {
    await writeFile(path, content);
    const file: SourceFile = {
      name: basename(name),
      relativePath: name,
      size: content.length,
      path,
      ...(sidecar === undefined ? {} : { sidecar }),
    };
    return await Array.fromAsync(readSourceFile(file, { ...context, ...settings }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The contacts of a file that must hold nothing unreadable. */
export async function readInteractions(content: string | Uint8Array, options: ReadOptions): Promise<CapturedInteraction[]> {
  const items = await readItems(content, options);
  return items.map((item) => {
    assert.equal(item.kind, 'interaction', item.kind === 'unreadable' ? item.reason : '');
    return (item as Extract<ReadItem, { kind: 'interaction' }>).interaction as CapturedInteraction;
  });
}

/** The one contact of a file that holds exactly one. */
export async function readOne(content: string | Uint8Array, options: ReadOptions): Promise<CapturedInteraction> {
  const [interaction, ...others] = await readInteractions(content, options);
  assert.ok(interaction);
  assert.equal(others.length, 0);
  return interaction;
}

export function reasonsOf(items: readonly ReadItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'unreadable' ? item.reason : []));
}
