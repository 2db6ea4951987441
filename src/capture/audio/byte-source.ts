import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../domain/errors.ts';

/** A file read forwards in pieces, with seeking: what both our own readers and the WebAssembly codecs take bytes from. */
export class ByteSource {
  readonly size: number;
  #descriptor: number;
  #position = 0;

  constructor(path: string) {
    try {
      this.#descriptor = openSync(path, 'r');
    } catch (cause) {
      throw new AppError('unreadable', 'the recording cannot be opened', { cause });
    }
    this.size = fstatSync(this.#descriptor).size;
  }

  /** Fills `into` from the current position; fewer bytes only at the end of the file. */
  read(into: Uint8Array): number {
    let filled = 0;
    while (filled < into.length) {
      const got = readSync(this.#descriptor, into, filled, into.length - filled, this.#position);
      if (got === 0) break;
      filled += got;
      this.#position += got;
    }
    return filled;
  }

  take(bytes: number): Uint8Array {
    const into = new Uint8Array(bytes);
    return into.subarray(0, this.read(into));
  }

  seek(position: number): boolean {
    if (position < 0) return false;
    this.#position = position;
    return true;
  }

  get position(): number {
    return this.#position;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
