import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../domain/errors.ts';
import { readServerFile } from './server-file.ts';

/**
 * One process owns a data folder. Node has no file locks of its own; an exclusive transaction on an empty SQLite file is one,
 * and the system lets go of it whenever the process ends. Returns how to let go.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const owner = await readServerFile(folder);
    const message = owner === null ? 'Another process owns this data folder.' : `This data folder is served at ${owner.address}.`;
    throw new AppError('locked', message, { cause: error, retryable: true });
  }
  return () => lock.close();
}
