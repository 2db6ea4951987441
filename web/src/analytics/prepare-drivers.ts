import type { Driver, DriverModel, QueryResult, ResultRow } from '../api.ts';
import { type Bar, prepareBars } from '../charts/prepare/bars.ts';
import { capitalise } from '../format.ts';
import { numbersStrings } from '../strings/numbers.ts';
import { type ChangeView, formatMetric, prepareChange, prepareValue, type ValueView } from './format-metric.ts';

/** One driver in a period. */
export interface DriverRow {
  /** '' for contacts to which no driver is near enough. */
  readonly id: string;
  readonly name: string;
  readonly contacts: number;
  readonly volume: ValueView;
  readonly share: string;
  readonly change: ChangeView | null;
  readonly sentiment: ValueView;
  readonly bar: Bar | null;
  readonly driver: Driver | undefined;
  /** null when no contact had it in the period. */
  readonly cell: string | null;
}

export interface DriverGroup {
  readonly id: string;
  readonly name: string;
  readonly contacts: number;
  readonly rows: readonly DriverRow[];
}

/** All drivers with their numbers, the largest first; what no driver fits comes last. */
export function prepareDrivers(result: QueryResult, model: DriverModel): DriverRow[] {
  const numbers = new Map(result.rows.map((row) => [row.dimensions.driver ?? '', row]));
  const bars = prepareBars(
    result.rows.map(({ dimensions, values: { volume } }) => ({
      key: dimensions.driver ?? '',
      value: volume?.value ?? null,
      interval: volume?.interval ?? null,
    })),
  );
  const known = model.drivers.map((driver) => rowOf(driver.id, { driver, row: numbers.get(driver.id), bars, total: result.contacts }));
  const rest = numbers.get('');
  const sorted = known.toSorted((a, b) => b.contacts - a.contacts);
  return rest ? [...sorted, rowOf('', { driver: undefined, row: rest, bars, total: result.contacts })] : sorted;
}

interface RowParts {
  readonly driver: Driver | undefined;
  readonly row: ResultRow | undefined;
  readonly bars: ReadonlyMap<string, Bar | null>;
  readonly total: number;
}

function rowOf(id: string, { driver, row, bars, total }: RowParts): DriverRow {
  const contacts = row?.contacts ?? 0;
  return {
    id,
    name: driver ? capitalise(driver.name) : numbersStrings.unclear,
    contacts,
    volume: prepareValue(row?.values.volume, 'contacts'),
    share: formatMetric(total === 0 ? 0 : contacts / total, 'ratio'),
    change: prepareChange(row?.compared?.changes.volume, 'contacts'),
    sentiment: prepareValue(row?.values.sentiment_end, 'score'),
    bar: bars.get(id) ?? null,
    driver,
    cell: row?.cell ?? null,
  };
}

/** Drivers in their groups, the largest group first. A group's contacts are the sum of its drivers': a contact has one driver. */
export function groupDrivers(rows: readonly DriverRow[], model: DriverModel): DriverGroup[] {
  const byGroup = Map.groupBy(rows, ({ driver }) => driver?.group ?? '');
  const groups = model.groups.map(({ id, name }) => groupOf({ id, name: capitalise(name) }, byGroup.get(id) ?? []));
  const rest = rows.filter(({ driver }) => driver === undefined);
  const filled = groups.filter(({ rows: own }) => own.length > 0).toSorted((a, b) => b.contacts - a.contacts);
  return rest.length > 0 ? [...filled, groupOf({ id: '', name: numbersStrings.unclear }, rest)] : filled;
}

function groupOf({ id, name }: { readonly id: string; readonly name: string }, rows: readonly DriverRow[]): DriverGroup {
  return { id, name, contacts: rows.reduce((sum, row) => sum + row.contacts, 0), rows };
}
