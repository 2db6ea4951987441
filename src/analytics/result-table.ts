import { timeGrains } from '../storage/aggregate.ts';
import type { Table } from '../storage/reports.ts';
import type { QueryResult, ResultRow } from './run-query.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly of: (row: ResultRow) => unknown;
}

/** An answer as one flat table for files: each metric with the ends of its interval and its counts beside it. */
export function tableOfResult({ query, rows }: QueryResult): Table {
  const columns: readonly Column[] = [
    ...query.dimensions.map(dimensionColumn),
    { name: 'contacts', type: 'UInt64', of: (row) => row.contacts },
    ...query.metrics.flatMap(metricColumns),
    ...(query.compare ? query.metrics.flatMap(changeColumns) : []),
    { name: 'excluded', type: 'Map(String, UInt64)', of: (row) => row.excluded },
    { name: 'partial', type: 'Bool', of: (row) => row.partial },
    { name: 'cell', type: 'String', of: (row) => row.cell },
  ];
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  };
}

/** Buckets of time are their first day; a weekday is 1 (Monday) to 7. */
function dimensionColumn(name: string): Column {
  const type = name === 'weekday' ? 'Nullable(UInt8)' : timeGrains.some((grain) => grain === name) ? 'Nullable(Date32)' : 'String';
  const text = (row: ResultRow) => row.dimensions[name] ?? '';
  return { name, type, of: type === 'String' ? text : (row) => (type === 'Nullable(UInt8)' ? Number(text(row)) : text(row)) || null };
}

function metricColumns(name: string): Column[] {
  return [
    { name, type: 'Nullable(Float64)', of: (row) => row.values[name]?.value ?? null },
    { name: `${name}_low`, type: 'Nullable(Float64)', of: (row) => row.values[name]?.interval?.[0] ?? null },
    { name: `${name}_high`, type: 'Nullable(Float64)', of: (row) => row.values[name]?.interval?.[1] ?? null },
    { name: `${name}_n`, type: 'UInt64', of: (row) => row.values[name]?.n ?? 0 },
    { name: `${name}_unknown`, type: 'UInt64', of: (row) => row.values[name]?.unknown ?? 0 },
  ];
}

function changeColumns(name: string): Column[] {
  const change = (row: ResultRow) => row.compared?.changes[name];
  return [
    { name: `${name}_compared`, type: 'Nullable(Float64)', of: (row) => row.compared?.values[name]?.value ?? null },
    { name: `${name}_change`, type: 'Nullable(Float64)', of: (row) => change(row)?.difference ?? null },
    { name: `${name}_change_low`, type: 'Nullable(Float64)', of: (row) => change(row)?.interval?.[0] ?? null },
    { name: `${name}_change_high`, type: 'Nullable(Float64)', of: (row) => change(row)?.interval?.[1] ?? null },
  ];
}
