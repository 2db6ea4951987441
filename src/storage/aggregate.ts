import type { Verdict } from '../domain/finding.ts';
import type { SignalName } from '../domain/understanding.ts';

/** What a contact can be grouped by. A contact with two agents stands under both: such groups do not add up to the whole. */
export type Dimension =
  | { readonly kind: 'time'; readonly grain: TimeGrain }
  | { readonly kind: 'field'; readonly name: FieldName }
  | { readonly kind: 'attribute'; readonly name: string }
  /** The verdict of one rule: met, missed, not-assessable. */
  | { readonly kind: 'rule'; readonly rule: string };

/** Days are the calendar days of the contact's own source; weeks begin on Monday (ISO 8601). */
export const timeGrains = ['day', 'week', 'month', 'quarter', 'weekday'] as const;
export type TimeGrain = (typeof timeGrains)[number];

export const fieldNames = ['channel', 'source', 'direction', 'language', 'state', 'queue', 'team', 'agent', 'reason', 'driver'] as const;
export type FieldName = (typeof fieldNames)[number];

/** A number that each contact has or has not. */
export type Quantity =
  | { readonly kind: 'one' }
  | { readonly kind: 'measure'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string }
  /** 1 when the rule's verdict is this, 0 when it is the other; unknown when it could not be judged. */
  | { readonly kind: 'verdict'; readonly rule: string; readonly verdict: Exclude<Verdict, 'not-assessable'> }
  /** 1 when the signal says yes, 0 when no; unknown when unclear. */
  | { readonly kind: 'signal'; readonly name: SignalName }
  /** 1 when the contact meets the condition, else 0. */
  | { readonly kind: 'when'; readonly condition: Condition };

export type Condition =
  | { readonly kind: 'in'; readonly of: Dimension; readonly values: readonly string[] }
  | { readonly kind: 'not-in'; readonly of: Dimension; readonly values: readonly string[] }
  /** From inclusive, to exclusive. A contact without the quantity does not meet it. */
  | { readonly kind: 'between'; readonly of: Quantity; readonly from?: number; readonly to?: number }
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  /** None of them holds. */
  | { readonly kind: 'none'; readonly conditions: readonly Condition[] };

/** Contacts left out, each for the first reason that fits. */
export interface Exclusion {
  readonly reason: string;
  readonly condition: Condition;
}

/** One value per group: the sum of `numerator` over the sum of `denominator`, over contacts that have both. */
export interface Ratio {
  readonly numerator: Quantity;
  readonly denominator: Quantity;
}

export interface AggregateQuery {
  readonly groupBy: readonly Dimension[];
  readonly ratios: readonly Ratio[];
  readonly condition: Condition | null;
  readonly exclusions: readonly Exclusion[];
  /** Calendar days, from inclusive, to exclusive. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * Sums of one ratio in one group, over clusters: contacts of one customer are not independent, so their sums are taken first
 * and the spread is measured between customers. A contact without a customer key is a cluster of its own.
 */
export interface ClusteredSums {
  /** Contacts that have both quantities. */
  readonly contacts: number;
  readonly clusters: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

export interface AggregateRow {
  /** In the order of `groupBy`; '' where the contact has no such value. */
  readonly keys: readonly string[];
  /** Contacts of the group that were not excluded. */
  readonly contacts: number;
  readonly excluded: Readonly<Record<string, number>>;
  /** In the order of `ratios`. */
  readonly sums: readonly ClusteredSums[];
}

/** Figures over stored conversations, as of their newest versions. */
export interface MetricStore {
  aggregate(query: AggregateQuery): Promise<readonly AggregateRow[]>;
}
