import { isDay } from '../../analytics/periods.ts';
import type { Insight } from '../../api.ts';
import { insightsStrings } from '../../strings/insights.ts';

/** What the feed shows, as its address holds it. */
export interface InsightState {
  /** Only contacts before this day count; the day after the newest when absent. */
  readonly asOf?: string;
  readonly kind?: Insight['kind'];
}

export function readInsightState({ asOf, kind }: Readonly<Record<string, unknown>>): InsightState {
  return { ...(isDay(asOf) && { asOf }), ...(isKind(kind) && { kind }) };
}

function isKind(value: unknown): value is Insight['kind'] {
  return typeof value === 'string' && Object.hasOwn(insightsStrings.kinds, value);
}
