import type { InteractionEvent } from '../api.ts';

const heard: ReadonlySet<InteractionEvent['kind']> = new Set(['music', 'ring', 'tone', 'silence', 'dead-air']);

/**
 * The events that tell something of their own, in order: what was only inferred gives way to the same event as the
 * source knows it, and sounds within a hold are part of the hold. The table of events shows all of them.
 */
export function clearEvents(events: readonly InteractionEvent[]): InteractionEvent[] {
  const holds = events.filter(({ kind }) => kind === 'hold');
  const imported = events.filter(({ origin }) => origin === 'imported');
  const isTold = (event: InteractionEvent) => {
    if (event.origin === 'inferred' && imported.some((other) => other.kind === event.kind && overlaps(other, event))) return false;
    return !(heard.has(event.kind) && holds.some((hold) => overlaps(hold, event)));
  };
  return events.filter(isTold).toSorted((a, b) => a.startMs - b.startMs);
}

function overlaps(a: InteractionEvent, b: InteractionEvent): boolean {
  return a.startMs < b.endMs && b.startMs < a.endMs;
}
