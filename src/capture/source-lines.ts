import { createHash } from 'node:crypto';
import { type DecodedText, decodeText, detectUtf16 } from './decode-text.ts';
import { limits } from './limits.ts';
import type { SourceFile } from './read-source.ts';
import { readAllBytes, streamBytes } from './source-bytes.ts';

/** One line without its end. `tooLong` lines were skipped unread, so that a damaged file costs no memory. */
export type SourceLine =
  | { readonly kind: 'line'; readonly number: number; readonly text: string; readonly warning?: string }
  | { readonly kind: 'too-long'; readonly number: number; readonly bytes: number; readonly fingerprint: string };

/** Every line of a file in constant memory. Encoding is decided line by line: one bad line does not spoil the others. */
export async function* streamLines(file: SourceFile): AsyncGenerator<SourceLine> {
  const line = new LineBuffer();
  for await (const chunk of utf8Chunks(streamBytes(file))) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield line.finish(chunk.subarray(from, end));
      from = end + 1;
    }
    line.add(chunk.subarray(from));
  }
  if (!line.empty) yield line.finish(Buffer.alloc(0));
}

/** The whole text of a file that cannot be read line by line. */
export async function readText(file: SourceFile): Promise<DecodedText> {
  return decodeText(await readAllBytes(file));
}

async function* utf8Chunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null | undefined;
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      const wide = detectUtf16(chunk);
      decoder = wide ? new TextDecoder(wide) : null;
    }
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8') : chunk;
  }
}

/** The parts of a line that spans chunks. */
class LineBuffer {
  #parts: Buffer[] = [];
  #bytes = 0;
  #number = 0;
  #overflow: ReturnType<typeof createHash> | null = null;

  get empty(): boolean {
    return this.#bytes === 0;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    this.#bytes += part.length;
    if (!this.#overflow && this.#bytes > limits.lineBytes) {
      this.#overflow = createHash('sha256');
      for (const earlier of this.#parts) this.#overflow.update(earlier);
      this.#parts = [];
    }
    if (this.#overflow) this.#overflow.update(part);
    // A part is a view of a stream's chunk, which the stream may use again.
    else this.#parts.push(Buffer.from(part));
  }

  finish(last: Buffer): SourceLine {
    this.#number += 1;
    const number = this.#number;
    if (this.#bytes === 0 && last.length <= limits.lineBytes) return decodeLine(last, number);
    this.add(last);
    const line: SourceLine = this.#overflow
      ? { kind: 'too-long', number, bytes: this.#bytes, fingerprint: this.#overflow.digest('hex') }
      : decodeLine(Buffer.concat(this.#parts), number);
    this.#parts = [];
    this.#bytes = 0;
    this.#overflow = null;
    return line;
  }
}

function decodeLine(bytes: Buffer, number: number): SourceLine {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  const { text, warning } = decodeText(bytes.subarray(0, end));
  return warning ? { kind: 'line', number, text, warning } : { kind: 'line', number, text };
}
