import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { CapturedInteraction } from '../domain/captured-interaction.ts';
import type { MetadataJoin, MetadataRow } from '../domain/metadata-row.ts';
import { applyFields } from './apply-fields.ts';
import { attributesOf, compact } from './json-object.ts';
import { type Mapping, readMappingSettings } from './mapping.ts';
import type { SourceFile } from './read-source.ts';
import { type TableRow, tableRows, tableTimes } from './table-rows.ts';
import { unreadable } from './unreadable.ts';

/** A row of a metadata file, or the row that could not be used and why. */
export type MetadataItem =
  | { readonly kind: 'row'; readonly row: MetadataRow; readonly position: string }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly position?: string; readonly fingerprint?: string };

export interface MetadataOptions {
  readonly source: string;
  /** Parsed mapping file; usual column names are known without one. */
  readonly mapping?: unknown;
  readonly timeZone: string;
}

const timeFields = ['startedAt', 'endedAt', 'answeredAt', 'legStartedAt', 'legEndedAt'] as const;

/** Every row of a metadata CSV or JSON-lines file. A row that cannot be read or joined is reported and passed over. */
export async function* readMetadataFile(path: string, options: MetadataOptions): AsyncGenerator<MetadataItem> {
  const file: SourceFile = { path, name: baseName(path), relativePath: baseName(path), size: (await stat(path)).size };
  const mapping = readMappingSettings(options.mapping);
  const readTime = await tableTimes(file, mapping, options.timeZone);
  for await (const row of tableRows(file, mapping)) {
    if (row.kind === 'unreadable') yield row;
    else yield metadataItem(row, mapping, { source: options.source, readTime });
  }
}

interface RowReading {
  readonly source: string;
  readonly readTime: Awaited<ReturnType<typeof tableTimes>>;
}

function metadataItem(row: TableRow, mapping: Mapping, reading: RowReading): MetadataItem {
  const { attributes, ...structured } = row.structured;
  const fields: Record<string, unknown> = { ...structured, ...row.fields, attributes: { ...row.attributes, ...attributesOf(attributes) } };
  const warnings: string[] = [];
  for (const name of timeFields) {
    const cell = row.fields[name];
    if (cell === undefined) continue;
    const time = reading.readTime(cell);
    if (!time) return unreadable(`${name} is not a time`, row.position, JSON.stringify(row.cells)) as MetadataItem;
    fields[name] = time.iso;
    if (time.warning) warnings.push(`${name}: ${time.warning}`);
  }
  if (warnings.length > 0) fields.warnings = warnings;
  const join = joinOf(row, fields, mapping);
  if (join === null) {
    return unreadable(
      'nothing to join by: an external id, a file name, or an agent with a start is needed',
      row.position,
      JSON.stringify(row.cells),
    ) as MetadataItem;
  }
  // What a row is joined by is not a statement about the contact: an id that joins must not rename it.
  if (join.externalId === undefined && mapping.join) delete fields.externalId;
  delete fields.fileName;
  return { kind: 'row', position: row.position, row: { id: rowId(reading.source, join, fields), source: reading.source, fields, join } };
}

function joinOf(row: TableRow, fields: Readonly<Record<string, unknown>>, mapping: Mapping): MetadataJoin | null {
  const { externalId, agent } = row.fields;
  const fileName = mapping.join?.fileName ? fillPattern(mapping.join.fileName, row.cells) : row.fields.fileName;
  const startedAt = typeof fields.startedAt === 'string' ? fields.startedAt : undefined;
  const by = mapping.join?.by ?? (externalId ? 'externalId' : fileName ? 'fileName' : 'agent');
  if (by === 'externalId') return externalId === undefined ? null : { externalId: externalId.trim() };
  if (by === 'fileName') return fileName === undefined ? null : { fileName: baseName(fileName.trim()) };
  if (agent === undefined || startedAt === undefined) return null;
  return { agent: agent.trim(), startedAt, toleranceMs: (mapping.join?.toleranceSeconds ?? 60) * 1000 };
}

/** `{call_id}_{agent}.wav` with the row's cells; undefined when a cell is empty, because half a name joins the wrong call. */
function fillPattern(pattern: string, cells: Readonly<Record<string, string>>): string | undefined {
  const filled = pattern.replace(/\{([^}]+)\}/g, (_all, column: string) => cells[column]?.trim() || '\u0000');
  return filled.includes('\u0000') ? undefined : filled;
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** A transferred call has a row per agent under one id, so the leg is part of what makes a row the same. */
function rowId(source: string, join: MetadataJoin, fields: Readonly<Record<string, unknown>>): string {
  const name = JSON.stringify([source, join, fields.agent ?? null, fields.legStartedAt ?? null]);
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** A contact with all its rows, oldest first: later rows win. */
export function applyMetadata(captured: CapturedInteraction, rows: readonly Pick<MetadataRow, 'fields'>[]): CapturedInteraction {
  return rows.reduce((contact, row) => applyFields(contact, compact(row.fields), contact.timeZone ?? 'UTC'), captured);
}
