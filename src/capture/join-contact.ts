import type { CapturedInteraction, CapturedTurn } from '../domain/captured-interaction.ts';

/**
 * Mails of one thread arrive as files of their own, in any order. Joins what has arrived to what is known of the
 * contact: every turn once, in time order, every participant once. Joining the same part again changes nothing.
 */
export function joinContact(known: CapturedInteraction, part: CapturedInteraction): CapturedInteraction {
  const have = new Set(known.turns.map(turnKey));
  const added = part.turns.filter((turn) => !have.has(turnKey(turn)));
  if (added.length === 0) return known;
  const turns = [...known.turns, ...added].sort((a, b) => timeOf(a) - timeOf(b));
  const people = new Map([...part.participants, ...known.participants].map((person) => [person.id, person]));
  const starts = [known.startedAt, part.startedAt].filter((time) => time !== undefined).sort(byTime);
  const ends = [known.endedAt, part.endedAt].filter((time) => time !== undefined).sort(byTime);
  const partIsFirst = starts[0] !== undefined && starts[0] === part.startedAt && part.startedAt !== known.startedAt;
  const first = partIsFirst ? part : known;
  return {
    ...part,
    ...known,
    ...(starts[0] ? { startedAt: starts[0] } : {}),
    ...(ends.at(-1) ? { endedAt: ends.at(-1) } : {}),
    ...(first.direction ? { direction: first.direction } : {}),
    ...(first.subject ? { subject: first.subject } : {}),
    attributes: { ...part.attributes, ...known.attributes },
    participants: [...people.values()],
    turns,
    warnings: [...new Set([...known.warnings, ...part.warnings])],
  };
}

function turnKey(turn: CapturedTurn): string {
  return JSON.stringify([turn.participant, turn.at ?? null, turn.text]);
}

function timeOf(turn: CapturedTurn): number {
  return turn.at === undefined ? 0 : Date.parse(turn.at);
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
