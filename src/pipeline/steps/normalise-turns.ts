import type { CapturedInteraction, CapturedLeg, CapturedTurn, Participant } from '../../domain/captured-interaction.ts';
import type { Turn } from '../../domain/interaction.ts';
import type { LegKind, Role } from '../../domain/vocabulary.ts';
import type { Clock } from './clock.ts';
import { withoutPauses } from './honour-pauses.ts';

/** The source's legs, or the one leg that every contact has. */
export function legsOf(content: CapturedInteraction): CapturedLeg[] {
  if (content.legs.length > 0) return content.legs;
  const agent = content.participants.find((participant) => participant.role === 'agent');
  const bot = content.participants.some((participant) => participant.role === 'bot');
  const kind: LegKind = agent === undefined && bot ? 'bot' : 'agent';
  return [{ kind, ...(agent?.ref === undefined ? {} : { agent: agent.ref }) }];
}

/** Every turn gets its participant's role, its leg and its time on the interaction's clock. */
export function normaliseTurns(content: CapturedInteraction, clock: Clock): Turn[] {
  const people = new Map(content.participants.map((participant) => [participant.id, participant]));
  const pauses = content.events.filter((event) => event.kind === 'pause');
  const legs = legsOf(content);
  const turns: Turn[] = [];
  for (const turn of content.turns) {
    const startMs = startOf(turn, clock);
    const endMs = turn.endMs ?? (content.channel === 'voice' ? null : startMs);
    const said = withoutPauses({ text: turn.text, startMs, endMs, words: turn.words }, pauses);
    if (said === null) continue;
    const person = people.get(turn.participant);
    const role = person?.role ?? 'unknown';
    turns.push({
      index: turns.length,
      leg: turn.leg ?? legAt(legs, { startMs, role, person }),
      participant: turn.participant,
      role,
      roleConfidence: person?.roleConfidence ?? 0,
      text: said.text,
      startMs: said.startMs,
      endMs: said.endMs,
      ...(said.words ? { words: said.words } : {}),
      ...(turn.setAside ? { setAside: turn.setAside } : {}),
    });
  }
  return turns;
}

function startOf(turn: CapturedTurn, clock: Clock): number | null {
  if (turn.startMs !== undefined) return turn.startMs;
  if (turn.at === undefined || clock.startedAt === null) return null;
  return Math.max(0, Date.parse(turn.at) - Date.parse(clock.startedAt));
}

interface Moment {
  readonly startMs: number | null;
  readonly role: Role;
  readonly person: Participant | undefined;
}

/** By time where the legs have times, else by who speaks, else the first. */
function legAt(legs: readonly CapturedLeg[], moment: Moment): number {
  if (legs.length === 1) return 0;
  const { startMs } = moment;
  if (startMs !== null) {
    const byTime = legs.findLastIndex((leg) => leg.kind !== 'wrap-up' && leg.startMs !== undefined && leg.startMs <= startMs);
    if (byTime >= 0) return byTime;
  }
  const bySpeaker = legs.findIndex((leg) => leg.agent !== undefined && leg.agent === moment.person?.ref);
  if (bySpeaker >= 0) return bySpeaker;
  return Math.max(
    0,
    legs.findIndex((leg) => leg.kind === moment.role),
  );
}
