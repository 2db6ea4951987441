import type { InteractionEvent } from '../../domain/interaction.ts';
import type { Interval } from './intervals.ts';
import type { MeasureScope, SpeechScope } from './measure-scope.ts';
import { idleGaps } from './message-measures.ts';

type Found = Pick<InteractionEvent, 'kind' | 'role'> & Interval & { readonly turn: number };

/** What follows from the turns, as events in order of time: rules and the player point at them. */
export function computedEvents(scope: MeasureScope | SpeechScope): readonly InteractionEvent[] {
  const found = 'silences' in scope ? [...silenceEvents(scope), ...overtalkEvents(scope)] : gapEvents(scope);
  return found
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ kind, startMs, endMs, role, turn }) => ({
      kind,
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      leg: scope.turns[turn]?.leg ?? null,
      role,
      origin: 'computed',
    }));
}

function silenceEvents({ silences, turns }: SpeechScope): Found[] {
  let turn = 0;
  return silences.flatMap((silence) => {
    while (turn < turns.length - 1 && (turns[turn]?.startMs ?? 0) < silence.endMs) turn++;
    const { startMs, endMs, next: role } = silence;
    const event: Found = { kind: 'silence', startMs, endMs, role, turn };
    return silence.isDeadAir ? [event, { ...event, kind: 'dead-air' as const }] : [event];
  });
}

function overtalkEvents({ overtalk }: SpeechScope): Found[] {
  return overtalk.overtalks.flatMap(({ startMs, endMs, second, isInterruption }) => {
    const event: Found = { kind: 'overtalk', startMs, endMs, role: second.role, turn: second.turn };
    return isInterruption ? [event, { ...event, kind: 'interruption' as const }] : [event];
  });
}

function gapEvents({ turns, thresholds }: MeasureScope): Found[] {
  return idleGaps(turns).flatMap(({ startMs, endMs, turn }) => {
    if (endMs - startMs < thresholds.idleGapSeconds * 1000) return [];
    return [{ kind: 'gap', startMs, endMs, role: turns[turn]?.role ?? null, turn }];
  });
}
