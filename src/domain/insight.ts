export const insightKinds = ['rising', 'falling', 'emerging', 'anomaly', 'sentiment', 'compliance'] as const;
export type InsightKind = (typeof insightKinds)[number];

/** Something that changed, with how much, how sure, since when, and the conversations that show it. */
export interface Insight {
  readonly kind: InsightKind;
  /** Of what: a driver's name, a leading phrase, a rule. */
  readonly subject: string;
  /** Id of the driver it is about. */
  readonly driver?: string;
  readonly rule?: string;
  readonly phrases?: readonly string[];
  /** Where it is found: dimension and value. */
  readonly segment?: Readonly<Record<string, string>>;
  /** First day of the change, ISO 8601. */
  readonly since: string;
  /** Ratio of now to before, of shares of contacts; for `sentiment` and `compliance` the difference of the rates. */
  readonly effect: number;
  readonly interval: readonly [number, number];
  /** Share of false ones expected among insights this sure (Benjamini and Hochberg). */
  readonly q: number;
  readonly conversations: number;
  readonly conversationIds: readonly string[];
}
