/** What is put on record: who saw which conversation, and who changed what people may see. */
export const auditActions = [
  'open',
  'media',
  'export',
  'unredacted',
  'sign-in',
  'account-add',
  'account-change',
  'key-add',
  'key-revoke',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Why somebody reads what redaction took out: one of a list, so that no personal data gets into the log with it. */
export const unredactedReasons = ['complaint', 'dispute', 'legal-request', 'customer-request', 'redaction-check', 'safety'] as const;

export interface AuditEntry {
  /** `account:ID`, `key:ID`, `machine` or `local`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** Id of the conversation, account or key. */
  readonly subject: string;
  /** A word of a closed list: the reason of an unredacted view, what of an account changed. */
  readonly detail: string;
}

export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 … without a gap. */
  readonly sequence: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Keyed hash over the row before and this one, 32 hex digits. */
  readonly hash: string;
}
