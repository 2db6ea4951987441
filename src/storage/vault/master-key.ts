import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { createVault, keyLength } from './aes-vault.ts';

/** Where the key comes from, first to last: the value, the file, the folder's own key file. */
export interface KeySource {
  /** 32 bytes in base64 or hex. */
  readonly key?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Told when a key was made, with where it lies. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

export function keySourceOf(environment: Readonly<Record<string, string | undefined>>): KeySource {
  return { key: environment.EARSHOT_KEY, keyFile: environment.EARSHOT_KEY_FILE };
}

const checkContext = 'key-check';
const checkText = 'earshot';

/**
 * The key of a data folder. A folder remembers by a sealed check value which key it was created with, so that a wrong key
 * is refused before anything is read or written with it.
 */
export async function openMasterKey(folder: string, source: KeySource): Promise<Buffer> {
  const checkPath = join(folder, 'key-check');
  const check = await readIfThere(checkPath);
  const key = (await givenKey(source)) ?? (await storedKey(folder)) ?? (check === null ? await makeKey(folder, source) : null);
  if (key === null) throw new AppError('missing-key', 'The key of this data folder was not given, and it holds none.');
  if (check === null) {
    await writeFile(checkPath, createVault(key).seal(Buffer.from(checkText), checkContext), { mode: 0o600 });
  } else if (!opens(key, check)) {
    throw new AppError('missing-key', 'The key given is not the one this data folder was created with.');
  }
  return key;
}

async function givenKey({ key, keyFile }: KeySource): Promise<Buffer | null> {
  if (key !== undefined && key !== '') return parseKey(key, 'EARSHOT_KEY');
  if (keyFile === undefined || keyFile === '') return null;
  const text = await readIfThere(keyFile);
  if (text === null) throw new AppError('missing-key', 'The file named by EARSHOT_KEY_FILE is not there.');
  return parseKey(text.toString('utf8'), 'EARSHOT_KEY_FILE');
}

async function storedKey(folder: string): Promise<Buffer | null> {
  const text = await readIfThere(join(folder, 'key'));
  return text === null ? null : parseKey(text.toString('utf8'), 'DATA/key');
}

/** Written whole and synced before anything is sealed with it: a lost key is lost data. */
async function makeKey(folder: string, { onNotice }: KeySource): Promise<Buffer> {
  const key = randomBytes(keyLength);
  const path = join(folder, 'key');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${key.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  onNotice?.(`Made a key for this data folder: ${path}. Keep a copy elsewhere: without it the originals cannot be read.`);
  return key;
}

function parseKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (key.length !== keyLength) throw new AppError('missing-key', `${where} is not ${keyLength} bytes in base64 or hex.`);
  return key;
}

function opens(key: Buffer, check: Buffer): boolean {
  try {
    return Buffer.from(createVault(key).open(check, checkContext)).toString() === checkText;
  } catch {
    return false;
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
