import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How to reach the process that owns a data folder. The token lets in only who can read the folder. */
const serverFileSchema = z.object({ address: z.url(), token: z.string(), pid: z.number().int().positive() });
export type ServerFile = z.infer<typeof serverFileSchema>;

/** Whole or not at all: a reader never sees half a file. */
export async function writeServerFile(folder: string, server: ServerFile): Promise<void> {
  const temporary = join(folder, `server.json.${server.pid}`);
  await writeFile(temporary, `${JSON.stringify(server)}\n`, { mode: 0o600 });
  await rename(temporary, pathIn(folder));
}

/** Null when there is none, when it cannot be read, or when its process is gone. */
export async function readServerFile(folder: string): Promise<ServerFile | null> {
  const text = await readFile(pathIn(folder), 'utf8').catch(() => '');
  const server = parse(text);
  return server !== null && isRunning(server.pid) ? server : null;
}

export async function removeServerFile(folder: string): Promise<void> {
  await rm(pathIn(folder), { force: true });
}

/** A process of another user counts as running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function parse(text: string): ServerFile | null {
  try {
    return serverFileSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function pathIn(folder: string): string {
  return join(folder, 'server.json');
}
