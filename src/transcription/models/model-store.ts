import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../domain/errors.ts';
import { type ModelFile, type ModelSize, modelFiles } from './model-manifest.ts';
import { patchDecoder } from './patch-decoder.ts';

const nodeModules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Part of the cached file's name: raise it when the patch changes. */
const patchVersion = 2;

/** Where mended decoders are cached: apart from any data folder, since they follow the installed packages. */
export function defaultModelsFolder(): string {
  return process.env.EARSHOT_MODELS ?? join(nodeModules, '.cache/earshot/models');
}

/** The bytes of a model file, checked against the manifest. */
export function readModel(file: ModelFile): Uint8Array {
  const { path, sha256 } = modelFiles[file];
  const bytes = read(join(nodeModules, path), file);
  if (sha256Of(bytes) !== sha256)
    throw new AppError('engine-failed', `the model file ${file} differs from the one Earshot was tested with`);
  return bytes;
}

/**
 * The path of the mended decoder. The first caller makes it (some seconds); it appears under its name in one step,
 * so several processes may race for it and none sees half a file.
 */
export function patchedDecoderPath(size: ModelSize, folder: string = defaultModelsFolder()): string {
  const path = join(folder, `moonshine-${size}-${shortHash(size)}.onnx`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(draft, patchDecoder(readModel(`${size}/decoder`), size));
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return path;
}

/** Names engine, weights and our patch: stored with every transcript. */
export function modelVersion(size: ModelSize): string {
  return `moonshine-${size}@${shortHash(size)}`;
}

function shortHash(size: ModelSize): string {
  return `${modelFiles[`${size}/decoder`].sha256.slice(0, 8)}-p${patchVersion}`;
}

function read(path: string, file: ModelFile): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new AppError('engine-failed', `the model file ${file} is not installed; run npm install`, { cause });
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
