/** Lengths up to here are one byte long. */
const shortText = 0x7f;

/**
 * Writes rows in ClickHouse's RowBinary format: the engine reads it ten times faster than JSON, and numbers and bytes go as
 * they are. https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
export class RowBinaryWriter {
  #bytes = Buffer.allocUnsafe(1 << 20);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The rows written so far; the writer starts anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(Math.min(this.#bytes.length, 1 << 24));
    this.#length = 0;
    return taken;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#length = this.#bytes.writeUInt16LE(clamp(value, 0, 0xffff), this.#length);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeUInt32LE(clamp(value, 0, 0xffff_ffff), this.#length);
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32LE(clamp(value, -0x8000_0000, 0x7fff_ffff), this.#length);
  }

  /** In two halves: a BigInt for each value would cost ten times as much. */
  int64(value: number): void {
    const whole = clamp(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    this.#reserve(8);
    this.#length = this.#bytes.writeUInt32LE(whole >>> 0, this.#length);
    this.#length = this.#bytes.writeInt32LE(Math.floor(whole / 2 ** 32), this.#length);
  }

  float32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeFloatLE(value, this.#length);
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  text(value: string): void {
    if (value.length <= shortText && this.#shortAscii(value)) return;
    const size = Buffer.byteLength(value);
    this.unsigned(size);
    this.#reserve(size);
    this.#bytes.write(value, this.#length);
    this.#length += size;
  }

  bytes(value: Uint8Array): void {
    this.unsigned(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** Most texts are short words, for which a call out of JavaScript costs more than the copying. False when it is not ASCII. */
  #shortAscii(value: string): boolean {
    this.#reserve(value.length + 1);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = value.length;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[at++] = code;
    }
    this.#length = at;
    return true;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** A value of a column; times are milliseconds, days are days since 1970, maps are plain objects. */
export type Cell = string | number | null | Uint8Array | readonly Cell[] | { readonly [name: string]: string | number };

export type CellWriter = (writer: RowBinaryWriter, value: Cell) => void;

/** How values of a ClickHouse type are written. Knows the types that the schema uses. */
export function cellWriter(type: string): CellWriter {
  const inner = /^(Nullable|Array|Map)\((.*)\)$/.exec(type);
  const [, outer, parameters = ''] = inner ?? [];
  if (outer === 'Nullable') return nullable(cellWriter(parameters));
  if (outer === 'Array') return array(cellWriter(parameters));
  if (outer === 'Map') return map(parameters);
  const write = scalars[type.replace(/\(.*/, '')];
  if (write === undefined) throw new Error(`No RowBinary writer for ${type}`);
  return write;
}

const number =
  (write: (writer: RowBinaryWriter, value: number) => void): CellWriter =>
  (writer, value) =>
    write(writer, typeof value === 'number' && Number.isFinite(value) ? value : 0);

const scalars: Readonly<Record<string, CellWriter>> = {
  String: (writer, value) => (value instanceof Uint8Array ? writer.bytes(value) : writer.text(typeof value === 'string' ? value : '')),
  FixedString: (writer, value) => writer.raw(Buffer.from(String(value), 'latin1')),
  UInt8: number((writer, value) => writer.byte(value)),
  UInt16: number((writer, value) => writer.uint16(value)),
  UInt32: number((writer, value) => writer.uint32(value)),
  Int64: number((writer, value) => writer.int64(value)),
  Float32: number((writer, value) => writer.float32(value)),
  Float64: number((writer, value) => writer.float64(value)),
  DateTime64: number((writer, value) => writer.int64(value)),
  Date32: number((writer, value) => writer.int32(value)),
};

function nullable(write: CellWriter): CellWriter {
  return (writer, value) => {
    writer.byte(value === null ? 1 : 0);
    if (value !== null) write(writer, value);
  };
}

function array(write: CellWriter): CellWriter {
  return (writer, value) => {
    const items = Array.isArray(value) ? value : [];
    writer.unsigned(items.length);
    for (const item of items) write(writer, item);
  };
}

function map(parameters: string): CellWriter {
  const split = parameters.indexOf(', ');
  const writeKey = cellWriter(parameters.slice(0, split));
  const writeValue = cellWriter(parameters.slice(split + 2));
  return (writer, value) => {
    const named = (value ?? {}) as { readonly [name: string]: string | number };
    const names = Object.keys(named);
    writer.unsigned(names.length);
    for (const name of names) {
      writeKey(writer, name);
      writeValue(writer, named[name] ?? null);
    }
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(Math.round(value), least), most);
}
