import type { CapturedInteraction } from '../../domain/captured-interaction.ts';
import type { Vault } from '../vault.ts';

/** Keyed hashes by which contacts and metadata rows find each other without either being readable. */
export function externalKey(vault: Vault, source: string, externalId: string): string {
  return vault.blindIndex('external-id', JSON.stringify([source, externalId]));
}

export function fileKey(vault: Vault, source: string, name: string): string {
  return vault.blindIndex('file-name', JSON.stringify([source, name]));
}

export function agentKey(vault: Vault, source: string, agent: string): string {
  return vault.blindIndex('agent', JSON.stringify([source, agent]));
}

/** Logins and extensions, as legs and participants name them. */
export function agentsOf({ legs, participants }: CapturedInteraction): string[] {
  const named = [...legs.map(({ agent }) => agent), ...participants.map(({ ref }) => ref)];
  return [...new Set(named.filter((agent) => agent !== undefined))];
}
