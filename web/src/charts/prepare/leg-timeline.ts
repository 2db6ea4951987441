import type { Interaction, Leg } from '../../api.ts';
import { formatClock, formatDuration } from '../../format.ts';
import { contactStrings } from '../../strings/contact.ts';

export interface LegBar {
  readonly key: string;
  /** Kind and agent. */
  readonly label: string;
  /** Team and queue, as far as known. */
  readonly detail: string;
  readonly time: string;
  readonly kind: Leg['kind'];
  /** Per cent of the interaction; null when the source gives no times. */
  readonly bar: { readonly left: number; readonly width: number } | null;
}

/** A short leg is still seen. */
const leastWidth = 1;

/** Each leg on its own line, on one scale. */
export function prepareLegTimeline({ legs, durationMs }: Pick<Interaction, 'legs' | 'durationMs'>): LegBar[] {
  const whole = Math.max(durationMs ?? 0, ...legs.map(({ endMs }) => endMs ?? 0));
  return legs.map((leg, index) => {
    const { kind, startMs, endMs = durationMs ?? undefined } = leg;
    const hasTimes = startMs !== undefined && endMs !== undefined && endMs > startMs && whole > 0;
    return {
      key: `${kind}-${index}`,
      label: [contactStrings.legs[kind], leg.agent].filter(Boolean).join(' '),
      detail: [leg.team, leg.queue].filter(Boolean).join(' · '),
      time: hasTimes ? contactStrings.legTime(formatClock(startMs), formatDuration(endMs - startMs)) : '',
      kind,
      bar: hasTimes ? barOf(startMs, endMs, whole) : null,
    };
  });
}

/** `Agent a118 · technical`. */
export function legName({ kind, agent, queue }: Leg): string {
  return [[contactStrings.legs[kind], agent].filter(Boolean).join(' '), queue].filter(Boolean).join(' · ');
}

function barOf(startMs: number, endMs: number, wholeMs: number): { left: number; width: number } {
  const width = Math.max(leastWidth, ((endMs - startMs) / wholeMs) * 100);
  return { left: Math.min(100 - width, (startMs / wholeMs) * 100), width };
}
