import type { Permission } from './permission.ts';

/** What a program may do that shows this key. The secret itself is shown once and never kept. */
export interface ApiKey {
  readonly id: string;
  /** What it is for, in the words of whoever made it. */
  readonly name: string;
  /** How the secret begins, so that a key found somewhere can be recognised. */
  readonly prefix: string;
  readonly permissions: readonly Permission[];
  /** Only conversations of these teams; empty: all. */
  readonly teams: readonly string[];
  /** Who made it, as the audit log calls them. */
  readonly createdBy: string;
  /** ISO 8601 UTC, like all times of a key. */
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** Exact to a minute. */
  readonly lastUsedAt: string | null;
}
