/** A rule as somebody is writing it: the text of its entry, seen by nobody's conversations until it is published. */
export interface RuleDraft {
  readonly rule: string;
  /** Where its entry stands, or will stand, in the workspace: `rules/service.yaml`. */
  readonly file: string;
  /** The rule's YAML entry, tests included. */
  readonly text: string;
  /** The entry in the file on which this was begun; null for a rule that is new. */
  readonly base: string | null;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
}

/** Port: one draft per rule; a later one replaces it. */
export interface RuleDrafts {
  put(draft: RuleDraft): Promise<void>;
  get(rule: string): Promise<RuleDraft | null>;
  /** The newest first. */
  list(): Promise<readonly RuleDraft[]>;
  /** False when there was none. */
  remove(rule: string): Promise<boolean>;
}
