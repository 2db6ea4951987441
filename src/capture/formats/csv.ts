import type { CapturedInteraction, CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { capturedInteractionSchema } from '../../domain/captured-interaction.ts';
import { AppError, messageOf } from '../../domain/errors.ts';
import type { Channel, Role } from '../../domain/vocabulary.ts';
import { applyFields } from '../apply-fields.ts';
import { fieldOfColumn } from '../contact-fields.ts';
import { decodeText, looksBinary } from '../decode-text.ts';
import { compact, numberOf, secondsToMs } from '../json-object.ts';
import { legsByHolder } from '../legs.ts';
import { limits } from '../limits.ts';
import { type Mapping, readMappingSettings } from '../mapping.ts';
import type { FormatReader, ReadContext, ReadItem, SourceFile } from '../read-source.ts';
import { parseRole } from '../roles.ts';
import { headerOf, type TableRow, tableRows, tableTimes, targetOf } from '../table-rows.ts';
import { externalIdOf, unreadable } from '../unreadable.ts';
import { dialogueTurns } from './dialogue-text.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

/** Tables: a row per message, per conversation (`Agent:` / `Customer:` lines in a cell), or per contact without words. */
export const csvReader: FormatReader = { format: 'csv', detect, read };

function detect(head: Uint8Array, name: string): number {
  if (looksBinary(head)) return 0;
  const text = decodeText(head).text;
  if (/^\s*[[{<]|^WEBVTT|^From /.test(text)) return 0;
  const header = headerOf(text);
  if (!header) return 0;
  const known = header.filter((column) => fieldOfColumn(column) !== undefined).length;
  const named = /\.(?:csv|tsv)(?:\.gz)?$/i.test(name);
  if (named) return known >= 1 ? 0.8 : 0.4;
  return known >= 2 && known * 3 >= header.length ? 0.7 : 0;
}

interface Table {
  readonly file: SourceFile;
  readonly context: ReadContext;
  readonly mapping: Mapping;
  readonly readTime: Awaited<ReturnType<typeof tableTimes>>;
}

interface OpenConversation {
  readonly id: string | null;
  readonly rows: TableRow[];
  /** Number of the newest row in the file. */
  lastRow: number;
}

async function* read(file: SourceFile, context: ReadContext): AsyncGenerator<ReadItem> {
  const mapping = readMappingSettings(context.mapping);
  const table: Table = { file, context, mapping, readTime: await tableTimes(file, mapping, context.timeZone) };
  const open = new Map<string, OpenConversation>();
  const closed = new Set<string>();
  let rowNumber = 0;
  let openRows = 0;
  for await (const row of tableRows(file, mapping)) {
    if (row.kind === 'unreadable') {
      yield row;
      continue;
    }
    rowNumber += 1;
    if (rowNumber === 1) refuseForeignTable(row, mapping);
    const id = row.fields.externalId?.trim() ?? null;
    const key = id ?? (rowKind(row, mapping) === 'turn' ? '' : `row ${rowNumber}`);
    if (closed.has(key)) {
      yield unreadable(
        'row of a conversation that ended far above: sort the file by conversation',
        row.position,
        JSON.stringify(row.cells),
      );
      continue;
    }
    const conversation = open.get(key) ?? { id, rows: [], lastRow: rowNumber };
    conversation.rows.push(row);
    conversation.lastRow = rowNumber;
    open.set(key, conversation);
    openRows += 1;
    if (openRows <= limits.csvOpenRows) continue;
    for (const [stale, candidate] of open) {
      if (candidate.lastRow > rowNumber - limits.csvOpenRows / 2) continue;
      yield conversationItem(candidate, table);
      open.delete(stale);
      closed.add(stale);
      openRows -= candidate.rows.length;
    }
    if (openRows > limits.csvOpenRows * 2) throw new AppError('too-large', 'one conversation fills the file: is the id column mapped?');
  }
  for (const conversation of open.values()) yield conversationItem(conversation, table);
}

/** A table of which we know neither words nor a start would become contacts without either: a mapping must say what it is. */
function refuseForeignTable({ cells }: TableRow, mapping: Mapping): void {
  const targets = Object.keys(cells).map((column) => targetOf(column, mapping));
  if (mapping.rows || ['text', 'startedAt'].some((field) => targets.includes(field))) return;
  throw new AppError('unreadable', 'no column is known as text or as the start of a contact: name its columns in a mapping file');
}

function rowKind(row: TableRow, mapping: Mapping): 'turn' | 'conversation' | 'contact' {
  if (mapping.rows) return mapping.rows;
  const { text, speaker, role, at } = row.fields;
  if (text === undefined) return 'contact';
  if (speaker !== undefined || role !== undefined || at !== undefined) return 'turn';
  return dialogueTurns(text).length > 1 || row.fields.startedAt !== undefined ? 'conversation' : 'turn';
}

function conversationItem(conversation: OpenConversation, table: Table): ReadItem {
  const position = conversation.rows[0]?.position;
  try {
    return {
      kind: 'interaction',
      interaction: interactionOf(conversation, table),
      ...compact({ position, identity: conversation.id === null ? ('derived' as const) : undefined }),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-workspace') throw error;
    return unreadable(messageOf(error), position, JSON.stringify(conversation.rows.map((row) => row.cells)));
  }
}

function interactionOf({ id, rows }: OpenConversation, table: Table): CapturedInteractionInput {
  const { mapping, file, context } = table;
  const warnings = new Set(rows.flatMap((row) => row.warning ?? []));
  const speakers = new Map<string, { id: string; role: Role; ref?: string; team?: string }>();
  const turns = rows.flatMap((row) => turnsOf(row, table, { speakers, warnings }));
  const timed = turns.every((turn) => turn.at !== undefined);
  if (timed) turns.sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''));
  const bySpeaker = legsByHolder([...speakers.values()], turns);
  const derivedId = rows.length === 1 && rows[0] ? `${externalIdOf(file)}#${rows[0].position.replace(' ', '-')}` : externalIdOf(file);
  const bare = capturedInteractionSchema.parse({
    externalId: id ?? derivedId,
    channel: mapping.channel ?? guessChannel(turns, rows),
    ...compact({ startedAt: timed ? turns[0]?.at : undefined }),
    participants: [...speakers.values()].map(({ team: _team, ...person }) => person),
    legs: bySpeaker.legs,
    warnings: [...warnings],
  });
  const timeZone = mapping.timeZone ?? context.timeZone;
  const contact = statementsOf(rows, table).reduce<CapturedInteraction>(
    (stated, statement) => applyFields(stated, statement, timeZone),
    bare,
  );
  return { ...contact, turns: [...bySpeaker.turns] };
}

/** What the rows say of the whole contact; most rows of a conversation repeat the same. */
function statementsOf(rows: readonly TableRow[], table: Table): Record<string, unknown>[] {
  const distinct = new Map<string, Record<string, unknown>>();
  for (const row of rows) {
    const statement = contactStatement(row, table);
    distinct.set(JSON.stringify(statement), statement);
  }
  return [...distinct.values()];
}

/** A row without what it says of its turn, which is read apart. */
function contactStatement(row: TableRow, table: Table): Record<string, unknown> {
  const statement: Record<string, unknown> = { attributes: row.attributes };
  const warnings: string[] = [];
  for (const [name, cell] of Object.entries(row.fields)) {
    if (turnFields.has(name)) continue;
    const time = timeFields.has(name) ? table.readTime(cell) : null;
    statement[name] = time?.iso ?? cell;
    if (time?.warning) warnings.push(`${name}: ${time.warning}`);
  }
  return warnings.length > 0 ? { ...statement, warnings } : statement;
}

const turnFields = new Set(['text', 'speaker', 'role', 'at', 'startMs', 'endMs', 'startSeconds', 'endSeconds', 'externalId', 'fileName']);
const timeFields = new Set(['startedAt', 'endedAt', 'answeredAt', 'legStartedAt', 'legEndedAt']);

interface Gathered {
  readonly speakers: Map<string, { id: string; role: Role; ref?: string; team?: string }>;
  readonly warnings: Set<string>;
}

function turnsOf(row: TableRow, table: Table, gathered: Gathered): CapturedTurnInput[] {
  const { text, speaker, role, at, startMs, endMs, startSeconds, endSeconds } = row.fields;
  const kind = rowKind(row, table.mapping);
  if (text === undefined || kind === 'contact') return [];
  if (kind === 'conversation') {
    return dialogueTurns(text).map((turn) => ({
      participant: speakerId(turn.speaker, turn.role, table.mapping, gathered),
      text: turn.text,
    }));
  }
  const time = at === undefined ? null : table.readTime(at);
  if (at !== undefined && !time) gathered.warnings.add('a time could not be read and was left out');
  if (time?.warning) gathered.warnings.add(time.warning);
  const label = speaker?.trim() ?? role?.trim() ?? 'unknown';
  return [
    compact({
      participant: speakerId(label, role, table.mapping, gathered),
      text,
      at: time?.iso,
      startMs: numberOf(startMs) ?? secondsToMs(startSeconds),
      endMs: numberOf(endMs) ?? secondsToMs(endSeconds),
    }),
  ];
}

function speakerId(label: string, role: string | undefined, mapping: Mapping, { speakers }: Gathered): string {
  const id = label.toLowerCase();
  if (!speakers.has(id)) {
    const known = mapping.speakers[label] ?? (role === undefined ? undefined : (mapping.speakers[role] ?? parseRole(role)));
    speakers.set(id, { id, role: known ?? parseRole(label) ?? 'unknown', ...(parseRole(label) === null ? { ref: label } : {}) });
  }
  return id;
}

function guessChannel(turns: readonly CapturedTurnInput[], rows: readonly TableRow[]): Channel {
  if (turns.some((turn) => turn.startMs !== undefined)) return 'voice';
  return turns.length === 0 && rows.some((row) => row.fields.durationSeconds !== undefined || row.fields.answeredAt !== undefined)
    ? 'voice'
    : 'chat';
}
