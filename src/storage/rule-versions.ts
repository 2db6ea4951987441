/** A file of rules or lists as it was published. */
export interface PublishedFile {
  readonly file: string;
  readonly text: string;
}

export interface PublishedRules {
  readonly rules: readonly PublishedFile[];
  readonly lists: readonly PublishedFile[];
}

/** scoring: history is being judged by it; shown: what readers see; replaced: a later one is shown; abandoned: another was published before it was done. */
export type RuleVersionState = 'scoring' | 'shown' | 'replaced' | 'abandoned';

/** The workspace's rules as they were published, and how far stored conversations are judged by them. */
export interface RuleVersion {
  /** From 1. */
  readonly version: number;
  /** ISO 8601 UTC. */
  readonly publishedAt: string;
  /** Why, in the words of who published. */
  readonly note: string;
  /** Account that published; null where nobody had signed in. */
  readonly publisher: string | null;
  readonly approver: string | null;
  /** Of all rules and lists: equal contents have equal hashes. */
  readonly hash: string;
  readonly rules: number;
  readonly state: RuleVersionState;
  /** Conversations judged so far, and how many there were at the start. */
  readonly judged: number;
  readonly total: number;
  /** The last conversation that was judged, in the order of ids; '' before the first. */
  readonly cursor: string;
}

/** What was published, when, why and by whom: nothing in it is ever changed but the state and the progress. */
export interface RuleVersions {
  /** A new version, being scored; a version that was still being scored is abandoned. */
  publish(
    version: Pick<RuleVersion, 'note' | 'publisher' | 'approver' | 'hash' | 'rules' | 'total'> & { readonly content: PublishedRules },
  ): Promise<RuleVersion>;
  /** Newest first. */
  list(): Promise<readonly RuleVersion[]>;
  content(version: number): Promise<PublishedRules | null>;
  /** How far its scoring is: what is before the cursor is durable. */
  advance(version: number, progress: Pick<RuleVersion, 'cursor' | 'judged'>): Promise<void>;
  /** It is shown from now on, and the others are not. */
  finish(version: number): Promise<void>;
}
