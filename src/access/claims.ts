import type { Account } from '../domain/account.ts';
import { AppError } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import { checkScope } from './accounts.ts';
import type { Claims } from './identity-provider.ts';

export interface Person extends Pick<Account, 'name' | 'role' | 'teams' | 'agent'> {
  /** Issuer and subject: the only claims that stay a person's own (OpenID Connect Core 5.7). */
  readonly subject: string;
}

/** Whom the claims describe. Without a group that has a role nobody comes in, whatever else the provider says. */
export function personOf(claims: Claims, settings: NonNullable<Workspace['access']['oidc']>): Person {
  const groups = textsOf(claims, settings.roleClaim);
  const role = Object.entries(settings.roles).find(([group]) => groups.includes(group))?.[1];
  if (role === undefined) throw new AppError('forbidden', 'None of the groups of this person has a role in access.oidc.roles.');
  const [issuer, subject] = [textsOf(claims, 'iss')[0], textsOf(claims, 'sub')[0]];
  if (!issuer || !subject) throw new AppError('unauthenticated', 'The provider does not say who this is.');
  const name = (textsOf(claims, settings.nameClaim)[0] ?? subject).replaceAll(/\p{C}/gu, '').trim().slice(0, 100) || subject;
  const person = {
    ...{ subject: JSON.stringify([issuer, subject]), name, role },
    teams: role === 'supervisor' ? textsOf(claims, settings.teamsClaim) : [],
    agent: role === 'agent' ? (textsOf(claims, settings.agentClaim)[0] ?? null) : null,
  };
  checkScope(person);
  return person;
}

/** A claim as texts, own and of the expected kind; anything else is none. */
function textsOf(claims: Claims, name: string): string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string' && each !== '');
}
