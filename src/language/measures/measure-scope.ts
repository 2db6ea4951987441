import type { Interaction, InteractionEvent, Turn } from '../../domain/interaction.ts';
import type { EventKind, LegKind, Role } from '../../domain/vocabulary.ts';
import type { MeasureThresholds } from '../../domain/workspace.ts';
import { findOvertalk, type OvertalkFinds } from './find-overtalk.ts';
import { findSilences, type Silence } from './find-silences.ts';
import { type Interval, lengthMs, mergeIntervals, subtractIntervals, totalMs } from './intervals.ts';
import { type Stretch, speakingStretches } from './speaking-stretches.ts';

/** What the measures need of an interaction; a stored one will do. `events` are imported and inferred ones. */
export type Measurable = Pick<Interaction, 'channel' | 'turns' | 'events' | 'durationMs' | 'startedAt' | 'timeZone'> & {
  readonly legs: readonly MeasurableLeg[];
};
export type MeasurableLeg = Pick<Interaction['legs'][number], 'kind' | 'agent' | 'startMs' | 'answeredMs' | 'endMs'>;

/** Why a measure is unknown; the rule language's reasons, and two of its own. */
export const gapReasons = {
  'no-clock': 'The source gives no times for it.',
  'no-transcript': 'No words of this contact are here: it was not received, not transcribed, or must not be read.',
  'no-such-role': 'Nobody of that role spoke or wrote.',
  'metric-unknown': 'The source does not tell, e.g. no telephony events or no word confidences.',
  'no-wrap-up': 'A leg of an agent has no wrap-up, so the time is called duration.',
  'too-short': 'Too few words, turns or messages for the measure to mean anything.',
} as const;
export type GapReason = keyof typeof gapReasons;

export type MeasureValue = number | GapReason;
/** Value or reason by measure name. */
export type MeasureResults = Record<string, MeasureValue>;

/** The whole interaction or one of its legs, with everything that several measures share worked out once. */
export interface MeasureScope {
  readonly interaction: Measurable;
  /** The legs in scope; one when a leg is measured. */
  readonly legs: readonly MeasurableLeg[];
  /** All legs' wrap-up that belongs to the agent legs in scope is among these. */
  readonly wrapUps: readonly MeasurableLeg[];
  readonly turns: readonly Turn[];
  readonly events: readonly InteractionEvent[];
  readonly thresholds: MeasureThresholds;
  readonly durationMs: number | null;
}

/** What voice measures share: who speaks when, and the time that counts. */
export interface SpeechScope extends MeasureScope {
  readonly stretches: readonly Stretch[];
  /** Hold, mute, pause, music, queue, IVR and wrap-up: in order, without overlap. */
  readonly excluded: readonly Interval[];
  /** From the first to the last speech, without what is excluded; null when nobody speaks on a clock. */
  readonly conversationMs: number | null;
  readonly silences: readonly Silence[];
  readonly overtalk: OvertalkFinds;
}

/** Sides of a contact that measures tell apart. */
export const sides = ['agent', 'customer'] as const satisfies readonly Role[];

const excludedEvents: ReadonlySet<EventKind> = new Set(['hold', 'mute', 'pause', 'music', 'ring', 'tone']);
const excludedLegs: ReadonlySet<LegKind> = new Set(['queue', 'ivr', 'wrap-up']);

export function speechScope(scope: MeasureScope): SpeechScope {
  const { turns, thresholds } = scope;
  const stretches = speakingStretches(turns);
  const excluded = excludedIntervals(scope.interaction);
  const span = { startMs: stretches[0]?.startMs ?? 0, endMs: stretches.reduce((end, stretch) => Math.max(end, stretch.endMs), 0) };
  return {
    ...scope,
    stretches,
    excluded,
    conversationMs: stretches.length === 0 ? null : totalMs(subtractIntervals(span, excluded)),
    silences: findSilences({ stretches, turns, excluded, thresholds }),
    overtalk: findOvertalk(stretches, thresholds),
  };
}

/** Time in which silence is nobody's fault. */
function excludedIntervals({ events, legs }: Measurable): readonly Interval[] {
  const fromLegs = legs.flatMap(({ kind, startMs, endMs }) =>
    excludedLegs.has(kind) && startMs !== undefined && endMs !== undefined ? [{ startMs, endMs }] : [],
  );
  return mergeIntervals([...events.filter((event) => excludedEvents.has(event.kind)), ...fromLegs]);
}

/** The same measure for each side: `name.agent`, `name.customer`. */
export function perSide(name: string, measure: (side: (typeof sides)[number]) => MeasureValue): MeasureResults {
  return Object.fromEntries(sides.map((side) => [`${name}.${side}`, measure(side)]));
}

export function longestMs(intervals: readonly Interval[]): number {
  return intervals.reduce((longest, interval) => Math.max(longest, lengthMs(interval)), 0);
}
