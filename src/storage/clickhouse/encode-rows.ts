import type { AttributeValue } from '../../domain/captured-interaction.ts';
import { AppError } from '../../domain/errors.ts';
import type { Interaction, Measures } from '../../domain/interaction.ts';
import type { TurnSentiment, Understanding } from '../../domain/understanding.ts';
import { dayIn } from './day-in.ts';
import { type Cell, type CellWriter, cellWriter, type RowBinaryWriter } from './row-binary.ts';
import { contentTables } from './schema.ts';
import { searchBytes } from './search-text.ts';

type Cells = Readonly<Record<string, Cell>>;

/** Characters of the first customer turn that lists show. */
const openingLength = 300;

/** Filled by the engine's own default. */
const leftOut = new Set(['is_deleted']);

const columns = contentTables.interactions.columns.filter(({ name }) => !leftOut.has(name));

/** Columns of an encoded row, in order. */
export const interactionColumns: readonly string[] = columns.map(({ name }) => name);

interface CellPlace {
  readonly name: string;
  readonly write: CellWriter;
  /** Which of `cellGroups` has it. */
  readonly group: number;
}

/** Every row's groups have the same fields, so where each column's cell lies is found once. */
let places: readonly CellPlace[] | null = null;

function placesIn(groups: readonly Cells[]): readonly CellPlace[] {
  return columns.map(({ name, type }) => {
    const group = groups.findIndex((cells) => name in cells);
    if (group < 0) throw new AppError('internal', `no cell is made for the column ${name}`);
    return { name, write: cellWriter(type), group };
  });
}

/** One row; `partitionAt` is the first start of the first version. */
export function encodeInteraction(writer: RowBinaryWriter, interaction: Interaction, partitionAt: string): void {
  const groups = cellGroups(interaction, partitionAt);
  places ??= placesIn(groups);
  for (const { name, write, group } of places) write(writer, groups[group]?.[name] ?? null);
}

/** Apart from each other: one object of all cells would cost more than writing them. */
function cellGroups(interaction: Interaction, partitionAt: string): readonly Cells[] {
  return [
    {
      tenant: interaction.tenant,
      interaction: interaction.id,
      version: interaction.version,
      partition_at: Date.parse(partitionAt),
      day: dayIn(interaction.timeZone, interaction.startedAt ?? partitionAt),
      document: JSON.stringify(interaction),
    },
    contactCells(interaction),
    attributeCells(interaction.attributes),
    handlerCells(interaction),
    measureCells(interaction.measures),
    understandingCells(interaction.understanding, interaction.turns),
    turnCells(interaction),
    wordCells(interaction),
    legCells(interaction),
    eventCells(interaction),
    annotationCells(interaction),
  ];
}

function contactCells(interaction: Interaction): Cells {
  return {
    source: interaction.source,
    external_id: interaction.externalId,
    channel: interaction.channel,
    direction: interaction.direction ?? '',
    started_at: moment(interaction.startedAt),
    ended_at: moment(interaction.endedAt),
    duration_ms: interaction.durationMs ?? null,
    time_zone: interaction.timeZone,
    language: interaction.language?.code ?? '',
    language_confidence: interaction.language?.confidence ?? 0,
    customer_keys: interaction.customerKeys.map(({ key }) => key),
    customer_key_kinds: interaction.customerKeys.map(({ kind }) => kind),
    case_id: interaction.caseId ?? '',
    thread_id: interaction.threadId ?? '',
    handling: interaction.handling,
    consent: interaction.consent ?? '',
    state: interaction.state,
    state_reason: interaction.stateReason ?? '',
    versions: interaction.versions,
    received_at: moment(interaction.receivedAt),
  };
}

/** Who handled it: agents of the legs, else agent participants by the source's id. */
function handlerCells({ legs, participants }: Interaction): Cells {
  const agents = distinct(legs.map(({ agent }) => agent));
  const queues = distinct(legs.map(({ queue }) => queue));
  return {
    agents: agents.length > 0 ? agents : distinct(participants.map(({ role, ref }) => (role === 'agent' ? ref : undefined))),
    teams: distinct(legs.map(({ team }) => team)),
    queues,
    queue: queues[0] ?? '',
  };
}

/** The opening is what the customer said first, else whoever did: lists show it without reading the turns. */
function turnCells({ turns }: Interaction): Cells {
  const opening = Math.max(
    turns.findIndex(({ role }) => role === 'customer'),
    0,
  );
  return {
    turn_count: turns.length,
    opening_turn: opening,
    opening_role: turns[opening]?.role ?? '',
    opening: turns[opening]?.text.slice(0, openingLength) ?? '',
    turn_leg: turns.map(({ leg }) => leg),
    turn_participant: turns.map(({ participant }) => participant ?? ''),
    turn_role: turns.map(({ role }) => role),
    turn_role_confidence: turns.map(({ roleConfidence }) => roleConfidence),
    turn_start_ms: turns.map(({ startMs }) => startMs ?? null),
    turn_end_ms: turns.map(({ endMs }) => endMs ?? null),
    turn_text: turns.map(({ text }) => text ?? ''),
    turn_words: turns.map(({ words }) => words?.length ?? 0),
    search_text: searchBytes(turns.map(({ text }) => text)),
  };
}

/** Times of all words in one run; `turn_words` says how many belong to each turn. Their text is in `turn_text`. */
function wordCells({ turns }: Interaction): Cells {
  const words = turns.flatMap(({ words }) => words ?? []);
  return {
    word_start_ms: words.map(({ startMs }) => startMs),
    word_end_ms: words.map(({ endMs }) => endMs),
    word_confidence: words.map(({ confidence }) => confidence ?? 0),
  };
}

function legCells({ legs }: Interaction): Cells {
  const measures = legs.map((leg) => measureCells(leg.measures));
  return {
    leg_kind: legs.map(({ kind }) => kind),
    leg_agent: legs.map(({ agent }) => agent ?? ''),
    leg_team: legs.map(({ team }) => team ?? ''),
    leg_queue: legs.map(({ queue }) => queue ?? ''),
    leg_start_ms: legs.map(({ startMs }) => startMs ?? null),
    leg_answered_ms: legs.map(({ answeredMs }) => answeredMs ?? null),
    leg_end_ms: legs.map(({ endMs }) => endMs ?? null),
    leg_measures: measures.map((each) => each.measures),
    leg_measure_gaps: measures.map((each) => each.measure_gaps),
  };
}

function eventCells({ events }: Interaction): Cells {
  return {
    event_kind: events.map(({ kind }) => kind),
    event_start_ms: events.map(({ startMs }) => startMs ?? null),
    event_end_ms: events.map(({ endMs }) => endMs ?? null),
    event_leg: events.map(({ leg }) => leg),
    event_role: events.map(({ role }) => role ?? ''),
    event_origin: events.map(({ origin }) => origin),
  };
}

function annotationCells({ annotations }: Interaction): Cells {
  return {
    annotation_turn: annotations.map(({ turn }) => turn),
    annotation_start: annotations.map(({ start }) => start),
    annotation_end: annotations.map(({ end }) => end),
    annotation_kind: annotations.map(({ kind }) => kind ?? ''),
    annotation_label: annotations.map(({ label }) => label ?? ''),
    annotation_confidence: annotations.map(({ confidence }) => confidence),
    annotation_by: annotations.map(({ by }) => by ?? ''),
    annotation_why: annotations.map(({ why }) => why ?? ''),
  };
}

function attributeCells(attributes: Readonly<Record<string, AttributeValue>>): Cells {
  const numbers = Object.entries(attributes).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { attributes: asText(attributes), attribute_numbers: Object.fromEntries(numbers.map(([name, value]) => [name, value])) };
}

/** Unknown values have no key in `measures`; `measure_gaps` says why. */
function measureCells({ values, gaps }: Measures): { measures: Record<string, number>; measure_gaps: Readonly<Record<string, string>> } {
  const known: Record<string, number> = {};
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'number') known[name] = value;
  }
  return { measures: known, measure_gaps: gaps };
}

/** The first reason is the primary one: shares and decompositions count each contact once. */
function understandingCells({ reasons, signals, statements, sentiment }: Understanding, turns: Interaction['turns']): Cells {
  return {
    statement: statements?.[0]?.text ?? '',
    angriest: angriestOf({ scored: sentiment?.turns ?? [], statements: statements ?? [] }, turns),
    reason: reasons?.[0]?.name ?? '',
    signals: Object.fromEntries((signals ?? []).map(({ name, verdict }) => [name, verdict])),
  };
}

/** A turn of a word or two, or one that only learned words speak against, is too little to call somebody angry. */
const fewestWords = 3;

interface Said {
  readonly scored: readonly TurnSentiment[];
  readonly statements: readonly { readonly turn: number }[];
}

/** The turn that says what the contact is about is left out: “my card was stolen” is bad news, not a mood. */
function angriestOf({ scored, statements }: Said, turns: Interaction['turns']): number | null {
  const customer = scored.filter(({ turn }) => turns[turn]?.role === 'customer');
  if (customer.length === 0) return null;
  const certain = customer.filter(
    ({ turn, because }) =>
      !statements.some((statement) => statement.turn === turn) &&
      because.some(({ why }) => why.includes('lexicon')) &&
      (turns[turn]?.text.trim().split(/\s+/u).length ?? 0) >= fewestWords,
  );
  return Math.min(0, ...certain.map(({ score }) => score));
}

function distinct(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))].filter((name) => name !== '');
}

function asText(values: Readonly<Record<string, AttributeValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function moment(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
