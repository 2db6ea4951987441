import { readFileSync } from 'node:fs';
import type { ByteSource } from '../byte-source.ts';

/** What codecs.wasm offers; see codecs.c. Addresses are offsets into `memory`. */
interface CodecExports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  block_address(): number;
  packet_address(): number;
  channel_count(): number;
  sample_rate(): number;
  open_mp3(): number;
  read_mp3(): number;
  open_flac(): number;
  flac_frames(): number;
  read_flac(): number;
  open_vorbis(): number;
  read_vorbis(): number;
  open_opus(channels: number): number;
  read_opus(bytes: number): number;
}

export interface Codecs extends CodecExports {
  /** The interleaved samples of the block just read, copied out of the module's memory. */
  block(frames: number): Float32Array;
  putPacket(bytes: Uint8Array): void;
}

let compiled: WebAssembly.Module | undefined;

/** A fresh instance that reads from `source`: one recording each, so nothing outlives a damaged file. */
export function loadCodecs(source: ByteSource): Codecs {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('codecs.wasm', import.meta.url)));
  const instance = new WebAssembly.Instance(compiled, {
    host: {
      read: (address: number, bytes: number) => source.read(new Uint8Array(exports.memory.buffer, address, bytes)),
      seek: (offset: number, fromStart: number) => Number(source.seek(fromStart ? offset : source.position + offset)),
    },
  });
  const exports = instance.exports as unknown as CodecExports;
  exports._initialize();
  return {
    ...exports,
    block: (frames) => new Float32Array(exports.memory.buffer, exports.block_address(), frames * exports.channel_count()).slice(),
    putPacket: (bytes) => new Uint8Array(exports.memory.buffer, exports.packet_address(), bytes.length).set(bytes),
  };
}
