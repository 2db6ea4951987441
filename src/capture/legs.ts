import type { CapturedInteractionInput } from '../domain/captured-interaction.ts';
import type { Role } from '../domain/vocabulary.ts';
import { compact } from './json-object.ts';

type CapturedLegInput = NonNullable<CapturedInteractionInput['legs']>[number];
type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];

/** Whoever serves the customer, as the source knows them. */
export interface LegHolder {
  readonly id: string;
  readonly role: Role;
  readonly ref?: string;
  readonly team?: string;
}

/**
 * One leg per agent and bot, in the order they first speak; empty when the source says nothing about them. With
 * more than one, each turn is put on the leg of the agent or bot who spoke last (customers answer whoever serves them).
 */
export function legsByHolder(
  holders: readonly LegHolder[],
  turns: readonly CapturedTurnInput[],
  queue?: string,
): { legs: CapturedLegInput[]; turns: readonly CapturedTurnInput[] } {
  const serving = holders.filter(({ role }) => role === 'agent' || role === 'bot' || role === 'supervisor');
  const known = serving.some(({ ref, team }) => ref !== undefined || team !== undefined);
  if (!known && serving.length < 2) return { legs: queue === undefined ? [] : [{ kind: 'agent', queue }], turns };
  const ordered = bySpeaking(serving, turns);
  const legs = ordered.map(({ role, ref, team }): CapturedLegInput => {
    if (role === 'bot') return { kind: 'bot' };
    return compact({ kind: 'agent' as const, agent: ref, team, queue });
  });
  return { legs, turns: legs.length < 2 ? turns : assignTurns(ordered, turns) };
}

function bySpeaking(holders: readonly LegHolder[], turns: readonly CapturedTurnInput[]): readonly LegHolder[] {
  if (holders.length < 2) return holders;
  const firstTurn = new Map<string, number>();
  for (const [index, { participant }] of turns.entries()) if (!firstTurn.has(participant)) firstTurn.set(participant, index);
  const place = ({ id }: LegHolder) => firstTurn.get(id) ?? turns.length;
  return [...holders].sort((a, b) => place(a) - place(b));
}

function assignTurns(holders: readonly LegHolder[], turns: readonly CapturedTurnInput[]): CapturedTurnInput[] {
  const legOf = new Map(holders.map(({ id }, index) => [id, index]));
  let current = 0;
  return turns.map((turn) => {
    current = legOf.get(turn.participant) ?? current;
    return { ...turn, leg: turn.leg ?? current };
  });
}
