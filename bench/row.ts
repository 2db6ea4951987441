/** One measured figure; `ratio` is ours against the peer measured in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly ratio?: number;
}

export interface BenchOptions {
  /** A million conversations where a bench can have as many; it takes a quarter of an hour. */
  readonly full: boolean;
}
