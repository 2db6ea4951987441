import type { Verdict } from '../domain/finding.ts';

/** What the search for insights knows of one contact. */
export interface ContactRow {
  readonly id: string;
  /** Calendar day of the contact where it happened, as days since 1970-01-01. */
  readonly day: number;
  readonly customer: string | null;
  /** Values of the dimensions that something can be confined to: team, queue, channel, agent. */
  readonly segments: Readonly<Record<string, string>>;
  /** Lowest sentiment of a customer turn that says enough to tell, −1…0; null when none was scored. */
  readonly angriest: number | null;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** What the customer needs, with values left out; '' when nothing of the kind was said. */
  readonly statement: string;
  /** Customer turns, redacted. */
  readonly texts: readonly string[];
}

export interface DriverAssignment {
  readonly interaction: string;
  /** '' when no driver is near enough. */
  readonly driver: string;
  readonly similarity: number;
}

/** Facts of assessable contacts for the analyses that look at each, and the driver that each was given. */
export interface ContactFactStore {
  /** In the order of their days, some thousand at a time. `to` is exclusive. */
  contacts(range: { readonly from?: string; readonly to?: string }): AsyncIterable<readonly ContactRow[]>;
  /** Drivers of a model, beside those of other models; the same again changes nothing. */
  assign(model: string, assignments: readonly DriverAssignment[]): Promise<void>;
  /** From now on `driver` means this model's, everywhere at once. */
  showModel(model: string): Promise<void>;
}
