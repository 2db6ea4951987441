import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import { findFiles } from './find-files.ts';
import type { Line } from './line.ts';

export interface WatchOptions {
  readonly workspace: Workspace;
  /** Watched folders are relative to it. */
  readonly workspaceFolder: string;
  readonly line: Pick<Line, 'ingest'>;
  readonly signal: AbortSignal;
  readonly onError: (source: string, reason: string) => void;
  readonly pollMs?: number;
}

/** What a file looked like when it was last seen: a changed file is read again. */
interface Sighting {
  readonly mark: string;
  taken: boolean;
}

/** Polling works on network shares too, where change notices get lost. */
const defaultPollMs = 1000;

/**
 * Reads each watched folder as files arrive in it. A file is taken when two looks in a row found it unchanged, so that
 * half-written ones wait. After a restart everything is looked at again, which captures nothing twice.
 */
export async function watchSources(options: WatchOptions): Promise<void> {
  const watched = Object.entries(options.workspace.sources).flatMap(([source, settings]) =>
    settings.watch === undefined ? [] : [watchFolder(source, resolve(options.workspaceFolder, settings.watch), options)],
  );
  await Promise.all(watched);
}

async function watchFolder(source: string, folder: string, options: WatchOptions): Promise<void> {
  const { signal, pollMs = defaultPollMs } = options;
  const seen = new Map<string, Sighting>();
  while (!signal.aborted) {
    try {
      const ready = await settledFiles(folder, seen);
      if (ready.length > 0) await options.line.ingest(ready, source, () => undefined);
    } catch (error) {
      options.onError(source, messageOf(error));
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Files that have not changed since the last look and were not taken as they are now. */
async function settledFiles(folder: string, seen: Map<string, Sighting>): Promise<string[]> {
  const status = await stat(folder).catch(() => null);
  if (!status?.isDirectory()) return [];
  const ready: string[] = [];
  for await (const file of findFiles([folder])) {
    const { size, mtimeMs } = await stat(file.path);
    const mark = `${size}-${mtimeMs}-${JSON.stringify(file.sidecar)?.length ?? 0}`;
    const sighting = seen.get(file.path);
    if (sighting?.mark !== mark) seen.set(file.path, { mark, taken: false });
    else if (!sighting.taken) {
      sighting.taken = true;
      ready.push(file.path);
    }
  }
  return ready;
}
