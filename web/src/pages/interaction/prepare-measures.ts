import type { Interaction, MeasureCatalogue, MeasureDefinition } from '../../api.ts';
import { formatMeasure, humanise } from '../../format.ts';
import { contactStrings } from '../../strings/contact.ts';
import { measuresStrings } from '../../strings/measures.ts';
import { panelStrings } from '../../strings/panel.ts';

const sideNames = ['agent', 'customer', 'bot'] as const;
export type SideName = (typeof sideNames)[number];

/** A measure's name is `base.part.side`, e.g. `response_latency.p50.agent`; part and side may be absent. */
interface Value {
  readonly base: string;
  readonly part: string;
  readonly side: SideName | null;
  /** Absent when the catalogue of this server does not know the measure. */
  readonly definition: MeasureDefinition | undefined;
  /** In the unit people use; empty when it is not known. */
  readonly text: string;
  readonly number: number | null;
  readonly gap: string;
}

/** Where a row's definition stands on the page of measures, and what it says. */
export interface Definition {
  readonly anchor: string;
  readonly text: string;
}

interface MeasureRow {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** Share, count and longest of what the row adds up. */
  readonly detail: string;
  readonly definition: Definition | null;
}

interface SideRow {
  readonly key: string;
  readonly label: string;
  /** In the order of `MeasuresView.sides`; empty when that side has none. */
  readonly values: readonly { readonly side: SideName; readonly text: string }[];
  readonly definition: Definition | null;
}

export interface MeasuresView {
  readonly whole: readonly MeasureRow[];
  readonly sides: readonly SideName[];
  readonly sideRows: readonly SideRow[];
  /** What could not be known, by reason: never shown as zero. */
  readonly unknown: readonly { readonly reason: string; readonly labels: readonly string[] }[];
  readonly unknownCount: number;
}

export function prepareMeasures({ values, gaps }: Interaction['measures'], catalogue: MeasureCatalogue): MeasuresView {
  const names = [...new Set([...Object.keys(values), ...Object.keys(gaps)])];
  const all = names.map((name) => readValue(name, { number: values[name] ?? null, gap: gaps[name], catalogue }));
  const whole = all.filter(({ side }) => side === null);
  const bySide = [...Map.groupBy(all, ({ base, part, side }) => (side === null ? '' : `${base}.${part}`))].filter(([key]) => key !== '');
  const known = bySide.filter(([, group]) => group.some(({ number }) => number !== null && number !== 0));
  const sides = sideNames.filter(
    (name) =>
      name !== 'bot' || known.some(([, group]) => group.some(({ side, number }) => side === name && number !== 0 && number !== null)),
  );
  const unknown = [
    ...whole.filter(({ number }) => number === null),
    ...bySide.flatMap(([, group]) => (group.every(({ number }) => number === null) ? group.slice(0, 1) : [])),
  ];
  return {
    whole: [...Map.groupBy(whole, ({ base }) => base).values()].flatMap(wholeRow),
    sides: known.length === 0 ? [] : sides,
    sideRows: known.map(([key, group]) => sideRow(key, group, sides)),
    unknown: [...Map.groupBy(unknown, ({ gap }) => gap)].map(([reason, group]) => ({ reason, labels: unknownLabels(group, all) })),
    unknownCount: unknown.length,
  };
}

interface Reading {
  readonly number: number | null;
  readonly gap: string | undefined;
  readonly catalogue: MeasureCatalogue;
}

function readValue(name: string, { number, gap, catalogue }: Reading): Value {
  const parts = name.split('.');
  const last = sideNames.find((side) => side === parts.at(-1)) ?? null;
  const stem = parts.slice(0, -1).join('.');
  const ofSide = last && catalogue.items.find((item) => item.name === stem && item.roles.includes(last));
  const definition = ofSide || catalogue.items.find((item) => item.name === name && item.roles.length === 0);
  // Measures of a version that this server does not know end in a side by convention.
  const side = ofSide ? last : definition || last === 'bot' ? null : last;
  const [base = name, ...part] = (side ? stem : name).split('.');
  return {
    base,
    part: part.join('.'),
    side,
    definition,
    number,
    text: number === null ? '' : formatMeasure(number, definition),
    gap: gap === undefined ? contactStrings.reasonUnknown : (catalogue.gaps[gap] ?? contactStrings.reasonOf(gap)),
  };
}

/** What stands for the others of its name, best first. */
const mainParts = ['total', 'p50', '', 'customer.mean'];

/** One row per name: its main value, and below what else is known of it; where it happened once, count and longest say nothing new. */
function wholeRow(values: readonly Value[]): MeasureRow[] {
  const known = values.filter(({ number }) => number !== null);
  const main = known.toSorted((a, b) => rank(a) - rank(b))[0];
  if (!main) return [];
  const isNone = main.part === 'total' && main.number === 0;
  const isOnce = known.some(({ part, number }) => part === 'count' && number === 1);
  const isSaid = ({ part, number }: Value) => !(isOnce && (part === 'longest' || part === 'count')) && !(part === 'bot' && number === 0);
  const details = isNone ? [] : known.filter((value) => value !== main && isSaid(value));
  return [
    {
      key: `${main.base}.${main.part}`,
      label: labelOf(main),
      value: isNone ? panelStrings.none : main.text,
      detail: details
        .map(({ part, text }) => measuresStrings.measureDetail(measuresStrings.measureParts[part] ?? humanise(part).toLowerCase(), text))
        .join(', '),
      definition: definitionOf(main),
    },
  ];
}

function rank({ part }: Value): number {
  const place = mainParts.indexOf(part);
  return place < 0 ? mainParts.length : place;
}

function sideRow(key: string, group: readonly Value[], sides: readonly SideName[]): SideRow {
  const [first] = group;
  return {
    key,
    label: first ? labelOf(first) : key,
    values: sides.map((side) => ({ side, text: textOf(group, side) })),
    definition: first ? definitionOf(first) : null,
  };
}

function textOf(group: readonly Value[], side: SideName): string {
  return group.find((value) => value.side === side)?.text ?? '';
}

function definitionOf({ definition }: Value): Definition | null {
  if (!definition) return null;
  const { formula, exclusions } = definition;
  return {
    anchor: measureAnchor(definition),
    text: exclusions === null ? formula : measuresStrings.measurePage.without(formula, exclusions),
  };
}

/** One label for a name of which nothing is known, else the part that is missing. */
function unknownLabels(unknown: readonly Value[], all: readonly Value[]): string[] {
  const isKnown = ({ base }: Value) => all.some((value) => value.base === base && value.number !== null);
  return [...new Set(unknown.map((value) => (isKnown(value) ? labelOf(value) : measureLabel(value.base))))];
}

/** A name may be defined twice: for the whole and for each role. */
export function measureAnchor({ name, roles }: Pick<MeasureDefinition, 'name' | 'roles'>): string {
  return roles.length === 0 ? name : `${name}.${roles.join('-')}`;
}

function labelOf({ base, part }: Pick<Value, 'base' | 'part'>): string {
  return measureLabel(part === '' ? base : `${base}.${part}`);
}

/** Names that add up time, so that their count needs saying. */
const timed: ReadonlySet<string> = new Set(['silence', 'dead_air', 'overtalk', 'hold', 'idle_gap']);

/** `response_time.p50` → `Response time, median`. */
export function measureLabel(name: string): string {
  const [base = name, ...rest] = name.split('.');
  const part = rest.join('.');
  const label = measuresStrings.measures[base] ?? humanise(base);
  if (part === '' || part === 'total' || (part === 'count' && !timed.has(base))) return label;
  return `${label}, ${measuresStrings.measureParts[part] ?? humanise(part).toLowerCase()}`;
}
