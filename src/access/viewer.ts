import type { Account } from '../domain/account.ts';
import type { ApiKey } from '../domain/api-key.ts';
import { type Permission, permissions, type RoutePermission } from '../domain/permission.ts';
import { rolePermissions } from './roles.ts';
import { type Scope, scopeOf } from './scope.ts';

/** Who asks. Every answer of the API is given to one. */
export interface Viewer {
  /**
   * account: signed in; key: a program with an API key; machine: a program that can read `server.json`; local: anybody on this
   * machine, while there are no accounts; nobody: not known.
   */
  readonly kind: 'account' | 'key' | 'machine' | 'local' | 'nobody';
  /** What the audit log calls them: `account:ID`, `key:ID`, `machine`, `local`. Never a name. */
  readonly actor: string;
  readonly account: Account | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly scope: Scope;
}

const all: ReadonlySet<Permission> = new Set(Object.keys(permissions) as Permission[]);

/** Whoever can read the data folder holds its key too, so there is nothing to withhold. */
export const machineViewer: Viewer = { kind: 'machine', actor: 'machine', account: null, permissions: all, scope: null };

export const localViewer: Viewer = { ...machineViewer, kind: 'local', actor: 'local' };

export const nobody: Viewer = { kind: 'nobody', actor: 'nobody', account: null, permissions: new Set(), scope: { of: 'team', names: [] } };

export function accountViewer(account: Account): Viewer {
  const rights = account.rights.map((right): Permission => `conversations:${right}`);
  return {
    kind: 'account',
    actor: `account:${account.id}`,
    account,
    permissions: new Set([...rolePermissions[account.role], ...rights]),
    scope: scopeOf(account),
  };
}

export function keyViewer(key: ApiKey): Viewer {
  return {
    kind: 'key',
    actor: `key:${key.id}`,
    account: null,
    permissions: new Set(key.permissions.filter((permission) => all.has(permission))),
    scope: key.teams.length > 0 ? { of: 'team', names: key.teams } : null,
  };
}

interface Wanted {
  readonly permission: RoutePermission;
  readonly withinScope?: true;
}

/** Why this caller may not have this answer, or null. `unknown` can be mended by signing in, `refused` cannot. */
export function refusalOf(viewer: Viewer, { permission, withinScope }: Wanted): 'unknown' | 'refused' | null {
  if (permission === 'anyone') return null;
  if (viewer.kind === 'nobody') return 'unknown';
  if (viewer.scope !== null && !withinScope) return 'refused';
  return permission === 'signed-in' || viewer.permissions.has(permission) ? null : 'refused';
}
