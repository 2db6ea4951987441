import type { InteractionEvent, Turn } from '../../domain/interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Measurable } from './measure-scope.ts';

/** Test fixtures: contacts written as short rows. */
type TurnRow = readonly [role: Role, fromSeconds: number | null, toSeconds: number | null, text?: string, more?: Partial<Turn>];

export function spoken(rows: readonly TurnRow[]): readonly Turn[] {
  return rows.map(([role, from, to, text = 'and so on', more], index) => ({
    index,
    leg: 0,
    participant: role,
    role,
    roleConfidence: 1,
    text,
    startMs: from === null ? null : from * 1000,
    endMs: to === null ? null : to * 1000,
    ...more,
  }));
}

export function written(rows: readonly (readonly [role: Role, atSeconds: number | null, text?: string])[]): readonly Turn[] {
  return spoken(rows.map(([role, at, text]) => [role, at, at, text ?? 'and so on']));
}

export function event(kind: InteractionEvent['kind'], fromSeconds: number, toSeconds = fromSeconds): InteractionEvent {
  return { kind, startMs: fromSeconds * 1000, endMs: toSeconds * 1000, leg: null, role: null, origin: 'imported' };
}

export function contact(parts: Partial<Measurable> = {}): Measurable {
  return {
    channel: 'voice',
    turns: [],
    events: [],
    legs: [{ kind: 'agent' }],
    durationMs: 60_000,
    startedAt: '2026-01-05T10:00:00Z',
    timeZone: 'UTC',
    ...parts,
  };
}
