import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { SourceFile } from '../capture/read-source.ts';
import { AppError } from '../domain/errors.ts';

/** A sidecar is small by nature; a larger `.json` beside a file is data of its own. */
const maxSidecarBytes = 1_000_000;

/** The files under `paths` in a stable order, sidecars (`NAME.ext.json`) joined to their files, hidden files left out. */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<SourceFile> {
  for (const path of paths) {
    const status = await stat(path).catch((error: unknown) => {
      throw new AppError('bad-usage', `${path} does not exist or cannot be read`, { cause: error });
    });
    if (status.isDirectory()) yield* filesIn(path, path);
    else yield await sourceFile(path, basename(path));
  }
}

async function* filesIn(folder: string, root: string): AsyncGenerator<SourceFile> {
  const entries = [];
  for await (const entry of await opendir(folder)) entries.push(entry);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(entries.map((entry) => entry.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* filesIn(path, root);
    else if (entry.isFile() && !isSidecar(entry.name, names)) yield await sourceFile(path, relative(root, path));
  }
}

/** `call.wav.json` is a sidecar when `call.wav` lies beside it. */
function isSidecar(name: string, siblings: ReadonlySet<string>): boolean {
  return name.endsWith('.json') && siblings.has(name.slice(0, -'.json'.length));
}

async function sourceFile(path: string, relativePath: string): Promise<SourceFile> {
  const { size } = await stat(path);
  const sidecar = await readSidecar(`${path}.json`);
  return { name: basename(path), relativePath, size, path, ...(sidecar === undefined ? {} : { sidecar }) };
}

/** The parsed sidecar, or the fact that it is no JSON, which the reader reports. */
async function readSidecar(path: string): Promise<unknown> {
  const status = await stat(path).catch(() => null);
  if (!status?.isFile() || status.size > maxSidecarBytes) return undefined;
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return { sidecarUnreadable: true };
  }
}
