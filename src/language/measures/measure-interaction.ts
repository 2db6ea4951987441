import type { InteractionEvent, Measures } from '../../domain/interaction.ts';
import { isTextChannel } from '../../domain/vocabulary.ts';
import type { MeasureThresholds } from '../../domain/workspace.ts';
import { computedEvents } from './computed-events.ts';
import { handlingMeasures } from './handling-measures.ts';
import { type Measurable, type MeasureResults, type MeasureScope, speechScope } from './measure-scope.ts';
import { messageMeasures } from './message-measures.ts';
import { overtalkMeasures } from './overtalk-measures.ts';
import { responseMeasures } from './response-measures.ts';
import { silenceMeasures } from './silence-measures.ts';
import { talkMeasures } from './talk-measures.ts';
import { volumeMeasures } from './volume-measures.ts';

export const measuresVersion = 'measures-1';

export interface MeasuredInteraction {
  /** Computed events only: silence, dead air, overtalk, interruption, gap. */
  readonly events: readonly InteractionEvent[];
  readonly measures: Measures;
  /** One per leg, in the legs' order. */
  readonly legMeasures: readonly Measures[];
}

/**
 * Every measure of docs/MEASURES.md that one contact can tell about itself, for the whole and for each leg. Turns may
 * come in any order; a value that cannot be known is null with its reason, never zero.
 */
export function measureInteraction(interaction: Measurable, thresholds: MeasureThresholds): MeasuredInteraction {
  const ordered = {
    ...interaction,
    turns: inOrder(interaction.turns),
    events: interaction.events.filter((event) => event.origin !== 'computed'),
  };
  const whole = measureScope(wholeScope(ordered, thresholds));
  const measures = toMeasures(whole.results);
  const legMeasures = ordered.legs.map((_leg, index) =>
    isWholeContact(ordered, index) ? measures : toMeasures(measureScope(legScope(ordered, index, thresholds)).results),
  );
  return { events: whole.events, measures, legMeasures };
}

/** The only leg, without times of its own, has the contact's measures. */
function isWholeContact({ legs, turns }: Measurable, index: number): boolean {
  const { startMs, answeredMs, endMs } = legs[index] ?? {};
  const hasTimes = startMs !== undefined || answeredMs !== undefined || endMs !== undefined;
  return legs.length === 1 && !hasTimes && turns.every((turn) => turn.leg === index);
}

interface ScopeResult {
  readonly events: readonly InteractionEvent[];
  readonly results: MeasureResults;
}

function measureScope(scope: MeasureScope): ScopeResult {
  const volume = volumeMeasures(scope);
  if (isTextChannel(scope.interaction.channel)) {
    return { events: computedEvents(scope), results: { ...volume, ...responseMeasures(scope), ...messageMeasures(scope) } };
  }
  const speech = speechScope(scope);
  const spoken = { ...silenceMeasures(speech), ...overtalkMeasures(speech), ...talkMeasures(speech), ...handlingMeasures(speech) };
  return { events: computedEvents(speech), results: { ...volume, ...spoken } };
}

function wholeScope(interaction: Measurable, thresholds: MeasureThresholds): MeasureScope {
  const { legs, turns, events, durationMs } = interaction;
  return { interaction, legs, wrapUps: legs.filter((leg) => leg.kind === 'wrap-up'), turns, events, thresholds, durationMs };
}

function legScope(interaction: Measurable, index: number, thresholds: MeasureThresholds): MeasureScope {
  const leg = interaction.legs[index];
  const next = interaction.legs[index + 1];
  const turns = interaction.turns.filter((turn) => turn.leg === index);
  const startMs = leg?.startMs ?? leg?.answeredMs;
  const isWithin = (event: InteractionEvent) =>
    event.leg === null
      ? startMs === undefined || (event.startMs >= startMs && event.startMs < (leg?.endMs ?? Number.POSITIVE_INFINITY))
      : event.leg === index;
  return {
    interaction,
    legs: leg === undefined ? [] : [leg],
    wrapUps: next?.kind === 'wrap-up' && (next.agent === undefined || next.agent === leg?.agent) ? [next] : [],
    turns,
    events: interaction.events.filter(isWithin),
    thresholds,
    durationMs: legDuration(interaction, index),
  };
}

/** Start to end of the leg; the only leg of a contact lasts as long as the contact. */
function legDuration({ legs, durationMs }: Measurable, index: number): number | null {
  const { startMs, endMs } = legs[index] ?? {};
  if (startMs !== undefined && endMs !== undefined) return Math.max(0, endMs - startMs);
  return legs.length === 1 ? durationMs : null;
}

/** By time, those without a clock where they stand; index breaks ties, so that any order of the same turns is one. */
function inOrder(turns: Measurable['turns']): Measurable['turns'] {
  const byIndex = turns.toSorted((a, b) => a.index - b.index);
  if (byIndex.some((turn) => turn.startMs === null)) return byIndex;
  return byIndex.sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
}

function toMeasures(results: MeasureResults): Measures {
  const values: Record<string, number | null> = {};
  const gaps: Record<string, string> = {};
  for (const [name, value] of Object.entries(results)) {
    values[name] = typeof value === 'number' ? value : null;
    if (typeof value !== 'number') gaps[name] = value;
  }
  return { values, gaps };
}
