/** What a person is here for; `src/access/roles.ts` says what each role may do. */
export const accountRoles = ['analyst', 'quality', 'compliance', 'supervisor', 'agent', 'admin'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Given to single accounts beside their role, because each lets words leave their protection. */
export const accountRights = ['export', 'unredacted'] as const;
export type AccountRight = (typeof accountRights)[number];

/** Who may sign in. An account is disabled and never removed, so that the audit log can name it. */
export interface Account {
  /** Opaque; what the audit log holds instead of a name. */
  readonly id: string;
  /** What the person signs in with. */
  readonly name: string;
  readonly role: AccountRole;
  /** Teams whose conversations a supervisor sees; of no meaning for other roles. */
  readonly teams: readonly string[];
  /** The source's id of the agent whose conversations an agent sees; null for other roles. */
  readonly agent: string | null;
  readonly rights: readonly AccountRight[];
  /** Where the password is: with us, or with the site's own provider (OpenID Connect). */
  readonly origin: 'local' | 'oidc';
  readonly disabled: boolean;
  /** ISO 8601 UTC, like all times of an account. */
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
}
