import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../domain/errors.ts';
import { contentHash } from '../domain/ids.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { Records } from '../storage/records.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { ingestMetadata } from './ingest-metadata.ts';
import type { Line } from './line.ts';

export interface WatchOptions {
  readonly workspace: Workspace;
  /** Watched folders are relative to it. */
  readonly workspaceFolder: string;
  readonly line: Pick<Line, 'ingestFiles'>;
  readonly records: Pick<Records, 'seenFiles' | 'metadata' | 'captures'>;
  readonly signal: AbortSignal;
  readonly onError: (source: string, reason: string) => void;
  readonly pollMs?: number;
}

/** Polling works on network shares too, where change notices get lost. */
const defaultPollMs = 1000;
/** Small enough that new arrivals do not wait long behind a full folder, large enough to keep every core busy. */
const filesPerLook = 100;

/**
 * Reads each watched folder as files arrive in it. A file is taken when two looks in a row found it unchanged, so that
 * half-written ones wait. What was read is remembered over restarts, by path and by what the file looked like.
 */
export async function watchSources(options: WatchOptions): Promise<void> {
  await Promise.all(watchedFolders(options).map((watched) => watchFolder(watched, options)));
}

interface WatchedFolder {
  readonly source: string;
  readonly folder: string;
  take(files: readonly FoundFile[]): Promise<unknown>;
}

function watchedFolders({ workspace, workspaceFolder, line, records }: WatchOptions): WatchedFolder[] {
  const inWorkspace = (path: string) => resolve(workspaceFolder, path);
  return Object.entries(workspace.sources).flatMap(([source, { watch, metadata, timeZone = workspace.timeZone }]) => {
    const folders: WatchedFolder[] = [];
    if (watch !== undefined) {
      folders.push({ source, folder: inWorkspace(watch), take: (files) => line.ingestFiles(files, source) });
    }
    if (metadata !== undefined) {
      const mapping = metadata.mapping === undefined ? undefined : inWorkspace(metadata.mapping);
      const take = async (files: readonly FoundFile[]) => {
        for (const { path } of files) await ingestMetadata({ path, source, mapping, timeZone }, records);
      };
      folders.push({ source, folder: inWorkspace(metadata.watch), take });
    }
    return folders;
  });
}

async function watchFolder({ source, folder, take }: WatchedFolder, options: WatchOptions): Promise<void> {
  const { signal, records, pollMs = defaultPollMs } = options;
  let lastLook = new Map<string, Look>();
  while (!signal.aborted) {
    try {
      const look = await looksAt(folder);
      const ready: Look[] = [];
      for (const seen of look.values()) {
        const { file, mark } = seen;
        if (lastLook.get(file.path)?.mark === mark && !(await records.seenFiles.has(source, file.path, mark))) ready.push(seen);
      }
      const taken = ready.slice(0, filesPerLook);
      if (taken.length > 0) await take(taken.map(({ file }) => file));
      for (const { file, mark } of taken) await records.seenFiles.add(source, file.path, mark);
      lastLook = look;
    } catch (error) {
      options.onError(source, messageOf(error));
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A file and what it looks like now, its sidecar included: another mark means that it has changed. */
interface Look {
  readonly file: FoundFile;
  readonly mark: string;
}

async function looksAt(folder: string): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  const status = await stat(folder).catch(() => null);
  if (!status?.isDirectory()) return looks;
  for await (const file of findFiles([folder])) {
    const now = file.obstacle === undefined ? await stat(file.path).catch(() => null) : null;
    const mark = contentHash([now?.size, now?.mtimeMs, file.sidecar ?? null, ...(file.obstacle ? [file.obstacle] : [])]).slice(0, 16);
    looks.set(file.path, { file, mark });
  }
  return looks;
}
