import type { Finding, Verdict } from '../domain/finding.ts';
import type { InteractionId } from '../domain/ids.ts';

/** What all rules say about one version of one conversation. */
export interface FindingsRow {
  readonly id: InteractionId;
  /** Of the interaction. */
  readonly version: number;
  /** Ids of rules by verdict; a rule that judges each leg can stand under several. */
  readonly rules: Readonly<Record<Verdict, readonly string[]>>;
  /** Rules that found what they look for: a hit of `detect`, a miss of `require`. */
  readonly fired: readonly string[];
  /** The findings themselves, as JSON. */
  readonly findings: string;
}

/** How one rule judged the conversations that are stored; one that judges each leg can stand under several. */
export interface VerdictCounts {
  readonly rule: string;
  readonly met: number;
  readonly missed: number;
  readonly notAssessable: number;
  readonly fired: number;
  /** Conversations with any verdict of it. */
  readonly judged: number;
}

/**
 * Findings by version of the rules. Readers see one version at a time, everywhere the same: another is written beside it and shown
 * when it is complete.
 */
export interface FindingStore {
  /** Durable when it resolves; a later row of the same conversation and rules replaces the earlier. */
  put(rulesVersion: number, batch: readonly FindingsRow[]): Promise<void>;
  /** Of the shown rules on the newest version of the conversation; null where it has not been judged. */
  of(id: InteractionId): Promise<readonly Finding[] | null>;
  /** Rules that were met on each conversation, by a version. */
  met(rulesVersion: number, ids: readonly InteractionId[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Of the shown rules, over everything stored. */
  counts(): Promise<readonly VerdictCounts[]>;
  /** 0 before anything was published. */
  shown(): Promise<number>;
  /** From here on every reader sees this version; what was shown before is removed. */
  show(rulesVersion: number): Promise<void>;
}
