import type { ReplayedRun } from '../../src/analytics/insights/insight-runs.ts';
import type { Insight } from '../../src/domain/insight.ts';
import type { Label, PlantedEvent, PlantedStream } from './planted-stream.ts';

const dayMs = 86_400_000;
/** An insight may date its beginning this much before the event's, and still be about it. */
const toleranceWeeks = 3;
/** Share of an insight's conversations that must be of the event. */
const leastShare = 0.5;

/** Which insights can be about which planted event. */
const kinds: Readonly<Record<string, readonly Insight['kind'][]>> = {
  rising_driver: ['rising', 'anomaly'],
  falling_driver: ['falling'],
  // A refit may have made a driver of the new issue, which then rises.
  new_issue: ['emerging', 'rising'],
  sentiment_worsens: ['sentiment'],
  compliance_regression: ['compliance'],
};

export interface Judgement {
  /** By event: whether it was told by the end. */
  readonly found: ReadonlyMap<PlantedEvent, boolean>;
  readonly falseAlarms: readonly Insight[];
  /** Weeks from the start of the new issue to the run that told it; null when it was missed. */
  readonly emergingDelayWeeks: number | null;
}

/** Holds what was told, week by week, against what was planted. `externalIds` leads from the product's ids to the corpus's. */
export function judgeInsights(stream: PlantedStream, runs: readonly ReplayedRun[], externalIds: ReadonlyMap<string, string>): Judgement {
  const expected = stream.events.filter(({ kind }) => kinds[kind] !== undefined);
  const found = new Map(expected.map((event) => [event, false]));
  const falseAlarms: Insight[] = [];
  let emergingDelayWeeks: number | null = null;
  for (const { asOf, insights } of runs) {
    for (const insight of insights) {
      const labels = insight.conversationIds.flatMap((id) => stream.labels.get(externalIds.get(id) ?? '') ?? []);
      const event = expected.find((one) => isAbout(insight, { stream, event: one, labels }));
      if (event) {
        found.set(event, true);
        if (insight.kind === 'emerging') emergingDelayWeeks ??= (Date.parse(asOf) - startOf(stream, event)) / (7 * dayMs);
      } else if (!isSpikeOfItsDay(insight, stream, labels)) falseAlarms.push(insight);
    }
  }
  return { found, falseAlarms, emergingDelayWeeks };
}

interface Candidate {
  readonly stream: PlantedStream;
  readonly event: PlantedEvent;
  readonly labels: readonly Label[];
}

function isAbout(insight: Insight, { stream, event, labels }: Candidate): boolean {
  if (!kinds[event.kind]?.includes(insight.kind)) return false;
  if (Date.parse(insight.since) < startOf(stream, event) - 7 * dayMs * toleranceWeeks) return false;
  if (event.kind === 'compliance_regression') return insight.segment?.team === event.team;
  const of = (holds: (label: Label) => boolean) => labels.filter(holds).length >= leastShare * Math.max(1, labels.length);
  if (event.kind === 'new_issue') return of(({ flags }) => flags.includes('new_issue'));
  return of(({ driver }) => driver === event.driver);
}

/** A one-day spike may be told as an anomaly of that day. */
function isSpikeOfItsDay(insight: Insight, stream: PlantedStream, labels: readonly Label[]): boolean {
  return stream.events.some(({ kind, driver, day }) => {
    if (kind !== 'one_day_spike' || insight.kind !== 'anomaly' || day === undefined) return false;
    const spike = Date.parse(stream.start) + day * dayMs;
    return (
      Math.abs(Date.parse(insight.since) - spike) <= dayMs && labels.filter((label) => label.driver === driver).length * 2 >= labels.length
    );
  });
}

function startOf({ start }: PlantedStream, { startWeek = 1 }: PlantedEvent): number {
  return Date.parse(start) + (startWeek - 1) * 7 * dayMs;
}
