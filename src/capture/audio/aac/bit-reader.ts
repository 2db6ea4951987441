import { AppError } from '../../../domain/errors.ts';

/** Bits of one AAC frame, most significant first. Reading beyond its end throws: a frame that needs more bits than it has is damaged. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get bitsLeft(): number {
    return this.#bytes.length * 8 - this.#position;
  }

  /** The next bits without taking them, at most 24; zeros beyond the end. */
  peek(count: number): number {
    const byte = this.#position >> 3;
    const bytes = this.#bytes;
    const word = ((bytes[byte] ?? 0) << 24) | ((bytes[byte + 1] ?? 0) << 16) | ((bytes[byte + 2] ?? 0) << 8) | (bytes[byte + 3] ?? 0);
    return count === 0 ? 0 : (word << (this.#position & 7)) >>> (32 - count);
  }

  skip(count: number): void {
    this.#position += count;
    if (this.bitsLeft < 0) throw new AppError('unreadable', 'an AAC frame ends too early');
  }

  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  flag(): boolean {
    return this.read(1) === 1;
  }

  align(): void {
    this.skip((8 - (this.#position & 7)) & 7);
  }
}
