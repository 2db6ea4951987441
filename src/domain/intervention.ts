/** Something that a site did on a day, so that its effect can be told later. */
export interface Intervention {
  readonly id: string;
  readonly name: string;
  /** First day on which it was in force, ISO 8601. */
  readonly date: string;
  /** Metric that it is meant to change. */
  readonly metric: string;
  /** Contacts that it reached: every filter must hold; none: all contacts. */
  readonly scope: readonly InterventionFilter[];
  /** Contacts that it did not reach but that everything else reaches too; null: there are none to compare with. */
  readonly comparison: readonly InterventionFilter[] | null;
  readonly note: string;
  /** Insight of the feed that it answers. */
  readonly insight: string | null;
  readonly registeredBy: string;
  readonly registeredAt: string;
}

export interface InterventionFilter {
  readonly dimension: string;
  readonly in: readonly string[];
}
