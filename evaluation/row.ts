/** One measured figure, exactly as `./earshot eval --json` prints it; rates are ratios (1.5 % = 0.015). */
export interface EvaluationRow {
  readonly suite: string;
  readonly dataset: string;
  readonly measure: string;
  readonly value: number;
  readonly unit: 'ratio' | 'count' | 'seconds' | 'per_second';
  readonly better: 'higher' | 'lower';
  readonly n: number;
  /** 95 % bootstrap interval. */
  readonly interval?: readonly [number, number];
  /** The trivial or named alternative, measured on the same items. */
  readonly baseline?: number;
  /** What must be reached, and what would be excellent. */
  readonly floor?: number;
  readonly aim?: number;
  readonly profile?: string;
}

export interface SuiteOptions {
  /** Folder with the items to measure on. */
  readonly corpora: string;
  /** Folder with the items to train on, for suites that train. */
  readonly train: string;
  readonly profile?: string;
}

/** A suite whose data is not in the folder gives no rows. */
export type Suite = (options: SuiteOptions) => Promise<EvaluationRow[]>;
