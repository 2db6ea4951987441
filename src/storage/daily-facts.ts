/** A figure of the centre itself over one calendar day: contacts offered or abandoned, wrap-up time, survey answers. */
export interface DailyFact {
  /** ISO day, as the centre counts days. */
  readonly day: string;
  /** As in the conversations; '' for the whole centre. */
  readonly queue: string;
  /** '' for every channel. */
  readonly channel: string;
  /** `offered`, `answered`, `wrap_up_ms` …: the site's own list. */
  readonly name: string;
  /** A sum over the day, never a mean: sums add up over days and queues. */
  readonly value: number;
  /** Where it came from, such as a file's source name. */
  readonly source: string;
}

export interface FactQuery {
  readonly name?: string;
  /** Days; from inclusive, to exclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly queues?: readonly string[];
  readonly channels?: readonly string[];
}

/** Sums of one name in one queue, and the days that they cover. */
export interface FactSum {
  readonly name: string;
  readonly queue: string;
  readonly value: number;
  readonly days: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface DailyFactStore {
  /** The same day, queue, channel, name and source again replaces the value. Durable when it resolves. */
  put(facts: readonly DailyFact[]): Promise<void>;
  sums(query: FactQuery): Promise<readonly FactSum[]>;
}
