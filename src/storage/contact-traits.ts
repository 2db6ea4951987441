import type { CustomerKey } from '../domain/interaction.ts';
import type { SignalName } from '../domain/understanding.ts';
import type { AggregateQuery, FieldName } from './aggregate.ts';

/** Fields of which the first value stands for the contact, so that groups by them add up. */
export type TraitField = Exclude<FieldName, 'state' | 'source'>;

/** Who a contact came from, where it went and how it ended: everything but its words. */
export interface ContactTraits {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly customerKeys: readonly CustomerKey[];
  /** '' where there is none, like the fields and attributes. */
  readonly caseId: string;
  readonly fields: Readonly<Record<TraitField, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** In the units of docs/MEASURES.md; a measure that is not known is absent. */
  readonly measures: Readonly<Record<string, number>>;
  /** Signals that say yes or no; unclear ones are absent. */
  readonly signals: Readonly<Partial<Record<SignalName, boolean>>>;
  readonly met: ReadonlySet<string>;
  readonly missed: ReadonlySet<string>;
}

/** Contacts one by one, for analyses that link or match them. Those without a start have no place among others and are left out. */
export interface ContactTraitStore {
  /** In the order of their days, some thousand at a time. */
  traits(query: Pick<AggregateQuery, 'condition' | 'from' | 'to'>): AsyncIterable<readonly ContactTraits[]>;
}
