import type { AccountRole } from '../domain/account.ts';
import { type Permission, permissions } from '../domain/permission.ts';

/** Rules, numbers and drivers go over everything stored, so who works with them sees every team. */
const analysis = [
  'conversations:read',
  'customers:find',
  'numbers:read',
  'insights:read',
  'insights:act',
  'rules:read',
  'rules:try',
  'rules:label',
  'rules:draft',
  'rules:publish',
  'operations:read',
] as const satisfies readonly Permission[];

/** Words may leave only by a right of the single account, whatever its role: an administrator too has to be given it, on record. */
const byRightAlone: ReadonlySet<Permission> = new Set(['conversations:export', 'conversations:unredacted']);

const everything = (Object.keys(permissions) as Permission[]).filter((permission) => !byRightAlone.has(permission));

/** What each role may do. Supervisors and agents see less than they may ask for: see `scope.ts`. */
export const rolePermissions: Readonly<Record<AccountRole, readonly Permission[]>> = {
  analyst: [...analysis, 'drivers:edit'],
  quality: [...analysis, 'conversations:correct'],
  compliance: [...analysis, 'audit:read'],
  supervisor: ['conversations:read', 'customers:find', 'numbers:read', 'rules:read'],
  agent: ['conversations:read', 'numbers:read', 'rules:read'],
  admin: everything,
};
