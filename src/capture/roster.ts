import type { RosterEntry } from '../domain/workspace.ts';

/** Who an agent was on a day: entries are valid from a date (inclusive) to a date (exclusive). */
export function rosterEntryAt(
  roster: readonly RosterEntry[],
  agent: string,
  startedAt: string | null | undefined,
): RosterEntry | undefined {
  const entries = roster.filter((entry) => entry.agent === agent);
  // Without a date only an agent who never moved is known.
  if (!startedAt) return entries.length === 1 ? entries[0] : undefined;
  const day = startedAt.slice(0, 10);
  return entries.find(
    ({ validFrom, validTo }) => (validFrom === undefined || validFrom <= day) && (validTo === undefined || day < validTo),
  );
}

/**
 * The team of a leg that lacks one. Teams are what the agent belonged to on the day of the contact, so that later
 * moves do not rewrite earlier figures.
 */
export function teamAt(
  roster: readonly RosterEntry[],
  leg: { readonly agent?: string | undefined; readonly team?: string | undefined },
  startedAt: string | null | undefined,
): { readonly team?: string } {
  if (leg.team !== undefined || leg.agent === undefined) return {};
  const team = rosterEntryAt(roster, leg.agent, startedAt)?.team;
  return team === undefined ? {} : { team };
}
