import type { Account } from '../domain/account.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Condition } from '../storage/aggregate.ts';

/** Whose conversations somebody may see: null is everybody's. A conversation belongs to every team and agent who took part in it. */
export type Scope = { readonly of: 'team' | 'agent'; readonly names: readonly string[] } | null;

/** A supervisor without teams and an agent without an id see nothing. */
export function scopeOf({ role, teams, agent }: Pick<Account, 'role' | 'teams' | 'agent'>): Scope {
  if (role === 'supervisor') return { of: 'team', names: named(teams) };
  if (role === 'agent') return { of: 'agent', names: named([agent ?? '']) };
  return null;
}

/** What every query of this scope must meet as well. */
export function conditionOfScope(scope: NonNullable<Scope>): Condition {
  return { kind: 'in', of: { kind: 'field', name: scope.of }, values: scope.names };
}

/** The same of one conversation: as the store's columns `teams` and `agents` are made of it. */
export function isInScope(interaction: Pick<Interaction, 'legs' | 'participants'>, scope: NonNullable<Scope>): boolean {
  return ownersOf(interaction, scope.of).some((name) => scope.names.includes(name));
}

function ownersOf({ legs, participants }: Pick<Interaction, 'legs' | 'participants'>, of: 'team' | 'agent'): string[] {
  if (of === 'team') return legs.flatMap(({ team }) => team ?? []);
  const agents = legs.flatMap(({ agent }) => agent ?? []);
  return agents.length > 0 ? agents : participants.flatMap(({ role, ref }) => (role === 'agent' ? (ref ?? []) : []));
}

/** The empty name stands for "none" in queries, and nobody may see what belongs to nobody by it. */
function named(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== '');
}
