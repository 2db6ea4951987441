import { isDay } from '../../analytics/periods.ts';
import { analyticsStrings } from '../../analytics-strings.ts';
import type { Insight } from '../../api.ts';

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
  return typeof value === 'string' && Object.hasOwn(analyticsStrings.insights.kinds, value);
}
