import type { CapturedInteraction } from '../../domain/captured-interaction.ts';

/** When a contact began and ended, as far as its source tells. */
export interface Clock {
  /** ISO 8601 UTC, or null when the source has no dates. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly durationMs: number | null;
}

/** The stated start, else the first dated turn; the stated end, else the latest moment anything is known to happen. */
export function clockOf(content: CapturedInteraction): Clock {
  const dated = content.turns.flatMap((turn) => (turn.at === undefined ? [] : [Date.parse(turn.at)]));
  const start = content.startedAt === undefined ? minimum(dated) : Date.parse(content.startedAt);
  const lastOffset = maximum([
    ...content.turns.map((turn) => turn.endMs ?? turn.startMs ?? 0),
    ...content.events.map((event) => event.endMs ?? event.startMs),
    ...content.legs.map((leg) => leg.endMs ?? 0),
  ]);
  const lastDated = maximum(dated);
  const end =
    content.endedAt === undefined
      ? maximum([...(lastDated === null ? [] : [lastDated]), ...(start === null || !lastOffset ? [] : [start + lastOffset])])
      : Date.parse(content.endedAt);
  const duration = start === null || end === null ? lastOffset || null : Math.max(0, end - start);
  return { startedAt: iso(start), endedAt: start === null ? null : iso(end), durationMs: duration };
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function minimum(values: readonly number[]): number | null {
  return values.reduce<number | null>((least, value) => (least === null || value < least ? value : least), null);
}

function maximum(values: readonly number[]): number | null {
  return values.reduce<number | null>((most, value) => (most === null || value > most ? value : most), null);
}
