import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Vault } from '../vault.ts';

/** The fastest level: it is within one percent of the default on conversations. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** JSON, compressed, then sealed. `context` names the row, so that a sealed value cannot be moved to another. */
export function sealJson(vault: Vault, value: unknown, context: string): Uint8Array {
  return sealText(vault, JSON.stringify(value), context);
}

export function sealText(vault: Vault, text: string, context: string): Uint8Array {
  return vault.seal(zstdCompressSync(text, compression), context);
}

/** What was sealed, parsed: only our own code writes these, so its shape is trusted. */
export function openJson<Value>(vault: Vault, sealed: Uint8Array, context: string): Value {
  return JSON.parse(zstdDecompressSync(vault.open(sealed, context)).toString('utf8'));
}
