import type { RosterEntry } from '../../src/domain/workspace.ts';
import { isCoached, planted } from './planted.ts';
import { createRandom, type Random } from './random.ts';

/** How an agent works: drawn once per agent, so differences between agents are real and the truth file can name them. */
export interface Agent {
  readonly agent: string;
  readonly name: string;
  readonly team: string;
  readonly supervisor: string;
  readonly style: 'warm' | 'formal' | 'terse';
  /** Standard deviations from the average agent. */
  readonly quality: number;
  readonly empathy: number;
  readonly offersSupervisor: number;
  readonly announcesHold: number;
  readonly checksAtEnd: number;
  readonly verifies: number;
  /** Speaking rate relative to 2.5 words a second. */
  readonly pace: number;
}

/** Which teams serve a queue; e-mail and messaging of every queue go to the digital team. */
export const teamsOfQueue: Readonly<Record<string, readonly string[]>> = {
  billing: ['Billing North', 'Billing South'],
  technical: ['Technical North', 'Technical South'],
  moves: ['Sales and Moves'],
  sales: ['Sales and Moves'],
  cancellations: ['Retention'],
  collections: ['Collections'],
};
export const digitalTeam = 'Digital';

export function createAgents(roster: readonly RosterEntry[]): (team: string, day: string) => Agent[] {
  return (team, day) =>
    roster
      .filter((entry) => entry.team === team && (entry.validFrom ?? '') <= day && (entry.validTo === undefined || day < entry.validTo))
      .map((entry) => agentOn(entry, day));
}

const traits = new Map<string, Omit<Agent, 'team' | 'supervisor' | 'name'>>();

function agentOn(entry: RosterEntry, day: string): Agent {
  const base = traits.get(entry.agent) ?? drawTraits(entry.agent, createRandom(`agent ${entry.agent}`));
  traits.set(entry.agent, base);
  const team = entry.team ?? '';
  const agent: Agent = { ...base, team, name: entry.name ?? entry.agent, supervisor: entry.supervisor ?? '' };
  if (team !== planted.coaching.team && team !== planted.coaching.comparison) return agent;
  const rate = isCoached(team, day) ? planted.coaching.after : planted.coaching.before;
  const level = clamp(rate + 0.06 * base.quality);
  return { ...agent, checksAtEnd: level, offersSupervisor: level };
}

function drawTraits(agent: string, random: Random): Omit<Agent, 'team' | 'supervisor' | 'name'> {
  const quality = Math.max(-2, Math.min(2, random.normal(0, 1)));
  return {
    agent,
    quality: Math.round(quality * 100) / 100,
    style: quality < -0.9 ? 'terse' : random.pick(['warm', 'formal', 'warm', 'terse']),
    empathy: clamp(0.58 + 0.19 * quality),
    offersSupervisor: clamp(0.58 + 0.16 * quality),
    announcesHold: clamp(0.76 + 0.13 * quality),
    checksAtEnd: clamp(0.68 + 0.14 * quality),
    verifies: clamp(0.86 + 0.08 * quality),
    pace: random.between(0.88, 1.14),
  };
}

function clamp(probability: number): number {
  return Math.min(0.98, Math.max(0.04, Math.round(probability * 1000) / 1000));
}
