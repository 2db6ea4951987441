import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { SourceFile } from '../capture/read-source.ts';
import { AppError } from '../domain/errors.ts';

/** A sidecar is small by nature; a larger `.json` beside a file is data of its own. */
const maxSidecarBytes = 1_000_000;

/** A file, or what lies in its place and cannot be read: it is parked with the obstacle as its reason. */
export interface FoundFile extends SourceFile {
  readonly obstacle?: string;
}

/**
 * The files under `paths` in a stable order, sidecars (`NAME.ext.json`) joined to their files, hidden files left out. Links
 * inside a folder are not followed: whoever may write into a watched folder must not choose what else is read.
 */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
  const roots = [];
  for (const path of paths) roots.push({ path, isFolder: await isFolder(path) });
  for (const { path, isFolder } of roots) {
    if (isFolder) yield* filesIn(path, path);
    else yield await sourceFile(path, basename(path), sidecarsOf(path));
  }
}

async function isFolder(path: string): Promise<boolean> {
  const status = await stat(path).catch((error: unknown) => {
    throw new AppError('bad-usage', `${path} does not exist or cannot be read`, { cause: error });
  });
  if (!status.isDirectory() && !status.isFile()) throw new AppError('bad-usage', `${path} is neither a file nor a folder`);
  return status.isDirectory();
}

async function* filesIn(folder: string, root: string): AsyncGenerator<FoundFile> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return yield obstructed(folder, root, 'the folder cannot be opened');
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(entries.map((entry) => entry.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* filesIn(path, root);
    else if (entry.isSymbolicLink()) yield obstructed(path, root, 'a symbolic link is not followed: ingest what it points to');
    else if (!entry.isFile()) yield obstructed(path, root, 'neither a file nor a folder');
    else if (!isSidecar(entry.name, names)) {
      const sidecars = sidecarsOf(entry.name).filter((name) => names.has(name));
      yield await sourceFile(
        path,
        relative(root, path),
        sidecars.map((name) => join(folder, name)),
      );
    }
  }
}

/** `call.wav.json` is a sidecar when `call.wav` or `call.wav.gz` lies beside it. */
function isSidecar(name: string, siblings: ReadonlySet<string>): boolean {
  const subject = name.slice(0, -'.json'.length);
  return name.endsWith('.json') && (siblings.has(subject) || siblings.has(`${subject}.gz`));
}

/** Where a file's sidecar may lie, the likelier first: `call.wav.json` for `call.wav` and for `call.wav.gz`. */
function sidecarsOf(file: string): string[] {
  return file.endsWith('.gz') ? [`${file}.json`, `${file.slice(0, -'.gz'.length)}.json`] : [`${file}.json`];
}

async function sourceFile(path: string, relativePath: string, sidecars: readonly string[]): Promise<FoundFile> {
  const obstacle = await access(path, constants.R_OK).then(
    () => null,
    () => 'the file cannot be opened: it may not be read, or is gone',
  );
  if (obstacle !== null) return obstructed(path, path, obstacle);
  const { size } = await stat(path);
  let sidecar: unknown;
  for (const candidate of sidecars) sidecar ??= await readSidecar(candidate);
  return { name: basename(path), relativePath, size, path, ...(sidecar === undefined ? {} : { sidecar }) };
}

function obstructed(path: string, root: string, obstacle: string): FoundFile {
  return { name: basename(path), relativePath: relative(root, path) || basename(path), size: 0, path, obstacle };
}

/** The parsed sidecar, or the fact that it is no JSON, which the reader reports. */
async function readSidecar(path: string): Promise<unknown> {
  const status = await stat(path).catch(() => null);
  if (!status?.isFile() || status.size > maxSidecarBytes) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return { sidecarUnreadable: true };
  }
}
