import { messageOf } from '../domain/errors.ts';
import { decodeText } from './decode-text.ts';
import { isObject, type JsonObject } from './json-object.ts';
import type { FormatReader, ReadContext, ReadItem, SourceFile } from './read-source.ts';
import { readHead } from './source-bytes.ts';
import { readText, streamLines } from './source-lines.ts';
import { unreadable } from './unreadable.ts';

/** Where a value stood, and the settings it is read with. */
export interface JsonPlace {
  readonly file: SourceFile;
  readonly context: ReadContext;
  /** `line 3`, `item 2`; absent when the file is one document. */
  readonly position?: string;
}

/**
 * One JSON format. The files around it are the same for all: a document, an array of documents, or one per line.
 */
export interface JsonShape {
  readonly format: string;
  /** Matches the beginning of a document too large to be parsed by detection. */
  readonly hint: RegExp;
  recognises(value: JsonObject): boolean;
  /** Throws when the value is of this shape but cannot be understood. */
  read(value: JsonObject, place: JsonPlace): readonly ReadItem[] | Promise<readonly ReadItem[]>;
}

export function jsonReader(shape: JsonShape): FormatReader {
  return {
    format: shape.format,
    detect(head) {
      const sample = sampleOf(head);
      if (sample.value) return shape.recognises(sample.value) ? 0.9 : 0;
      return sample.text !== null && shape.hint.test(sample.text) ? 0.5 : 0;
    },
    async *read(file, context) {
      for await (const found of jsonValues(file)) {
        if (found.kind === 'unreadable') yield found;
        else yield* await readValue(shape, found, { file, context });
      }
    },
  };
}

async function readValue(shape: JsonShape, found: JsonValue, place: JsonPlace): Promise<readonly ReadItem[]> {
  const { value, position, warning } = found;
  const fail = (reason: string) => [unreadable(reason, position, safeJson(value))];
  if (!isObject(value)) return fail('expected a JSON object');
  if (!shape.recognises(value)) return fail(`not of the format ${shape.format}`);
  try {
    const items = await shape.read(value, position === undefined ? place : { ...place, position });
    return warning === undefined ? items : items.map((item) => withWarning(item, warning));
  } catch (error) {
    return fail(messageOf(error));
  }
}

function withWarning(item: ReadItem, warning: string): ReadItem {
  if (item.kind === 'unreadable') return item;
  return { ...item, interaction: { ...item.interaction, warnings: [...(item.interaction.warnings ?? []), warning] } };
}

interface JsonValue {
  readonly kind: 'value';
  readonly value: unknown;
  readonly position?: string;
  readonly warning?: string;
}

/** Every value of a file: lines one at a time in constant memory, documents and arrays whole. */
export async function* jsonValues(file: SourceFile): AsyncGenerator<JsonValue | Extract<ReadItem, { kind: 'unreadable' }>> {
  const head = await readHead(file);
  if (!isLineBased(decodeText(head).text, file.name)) {
    const { text, warning } = await readText(file);
    const value = parse(text);
    if (value !== undefined || !text.trimEnd().includes('\n')) {
      yield* documentValues(value, warning);
      return;
    }
    if (text.trimStart().startsWith('[') || !/\n\s*\{"/.test(text)) {
      yield unreadable(`not valid JSON: ${parseFault(text)}`) as Extract<ReadItem, { kind: 'unreadable' }>;
      return;
    }
  }
  for await (const line of streamLines(file)) {
    const position = `line ${line.number}`;
    if (line.kind === 'too-long') {
      yield { kind: 'unreadable', reason: `line of ${line.bytes} bytes is over the limit`, position, fingerprint: line.fingerprint };
    } else if (line.text.trim() !== '') {
      const value = parse(line.text);
      if (value === undefined) yield unreadable(`not valid JSON: ${parseFault(line.text)}`, position, line.text) as never;
      else yield line.warning ? { kind: 'value', value, position, warning: line.warning } : { kind: 'value', value, position };
    }
  }
}

function* documentValues(value: unknown, warning?: string): Generator<JsonValue | Extract<ReadItem, { kind: 'unreadable' }>> {
  const mended = warning === undefined ? {} : { warning };
  if (value === undefined) yield { kind: 'unreadable', reason: 'not valid JSON, or cut off' };
  else if (!Array.isArray(value)) yield { kind: 'value', value, ...mended };
  else for (const [index, item] of value.entries()) yield { kind: 'value', value: item, position: `item ${index + 1}`, ...mended };
}

/** A file is line-based when a line within its head is an object of its own; a name can say so for longer lines. */
function isLineBased(head: string, name: string): boolean {
  if (head.trimStart().startsWith('[')) return false;
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return true;
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return false;
  return lines.slice(0, 50).some((line) => line.startsWith('{') && isObject(parse(line)));
}

interface JsonSample {
  /** Null when the head is not JSON at all. */
  readonly text: string | null;
  /** The first complete object. */
  readonly value: JsonObject | null;
}

/** Every JSON reader asks about the same head, so it is parsed once. */
const samples = new WeakMap<Uint8Array, JsonSample>();

function sampleOf(head: Uint8Array): JsonSample {
  const known = samples.get(head);
  if (known) return known;
  const text = decodeText(head).text.trimStart();
  const sample = /^[[{]/.test(text) ? { text, value: firstObject(text) } : { text: null, value: null };
  samples.set(head, sample);
  return sample;
}

function firstObject(text: string): JsonObject | null {
  const whole = parse(text);
  const first = Array.isArray(whole) ? whole[0] : whole;
  if (isObject(first)) return first;
  for (const line of text.split('\n', 50)) {
    const value = line.startsWith('{') ? parse(line.replace(/,\s*$/, '')) : undefined;
    if (isObject(value)) return value;
  }
  const value = text.startsWith('[') ? parse(balancedObject(text)) : undefined;
  return isObject(value) ? value : null;
}

/** From the first `{` to the `}` that closes it, strings respected; empty when it is not closed. */
function balancedObject(text: string): string {
  const start = text.indexOf('{');
  let depth = 0;
  let quoted = false;
  for (let index = Math.max(start, 0); index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return text.slice(start, index + 1);
    }
  }
  return '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where JSON broke, without quoting the text: it may hold personal data. */
function parseFault(text: string): string {
  try {
    JSON.parse(text);
    return 'unknown fault';
  } catch (error) {
    const at = /position (\d+)/.exec(messageOf(error))?.[1];
    return at === undefined ? 'cut off or malformed' : `fault at character ${at}`;
  }
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return 'nested too deeply';
  }
}
