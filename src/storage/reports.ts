import type { Exclusion, Ratio } from './aggregate.ts';

export const tableFormats = ['json', 'csv', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A view that may be read by SQL and exported whole. */
export interface ReportView {
  readonly name: string;
  readonly what: string;
  readonly columns: readonly ReportColumn[];
}

export interface ReportColumn {
  readonly name: string;
  /** As ClickHouse writes types. Times are UTC. */
  readonly type: string;
  readonly what: string;
}

/** A table as it is handed out: rows of plain values, in the order of `columns`. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What the metric model says of each contact, so that the views count as every screen does. */
export interface ReportMetrics {
  readonly metrics: readonly { readonly name: string; readonly ratio: Ratio }[];
  readonly exclusions: readonly Exclusion[];
}

/** Read-only: one SELECT over the documented views, within limits of rows, bytes, time and memory. */
export interface ReportStore {
  readonly views: readonly ReportView[];
  /** The statement is refused with the reason when it is anything but a SELECT over the views. */
  select(statement: string): Promise<Table>;
  selectParquet(statement: string): Promise<Uint8Array>;
  /** A view whole as a file: written apart first, so memory does not depend on its size. The caller reads it to its end or drops it. */
  exportView(request: ViewExport): Promise<AsyncIterable<Uint8Array>>;
  /** Any table of ours as Parquet. */
  toParquet(table: Table): Promise<Uint8Array>;
}

export interface ViewExport {
  readonly view: string;
  readonly format: TableFormat;
  /** Calendar days of the contact's own source; from inclusive, to exclusive. */
  readonly from?: string;
  readonly to?: string;
}
