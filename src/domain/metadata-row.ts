/** A row of a metadata file: what it says and what it is joined by. */
export interface MetadataRow {
  /** Stable hash of source and join key: the same row again replaces the earlier one. */
  readonly id: string;
  readonly source: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly join: MetadataJoin;
}

export interface MetadataJoin {
  readonly externalId?: string;
  /** Name of a media or transcript file, without folder. */
  readonly fileName?: string;
  readonly agent?: string;
  /** ISO 8601 */
  readonly startedAt?: string;
  readonly toleranceMs?: number;
}
