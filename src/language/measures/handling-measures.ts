import type { Role } from '../../domain/vocabulary.ts';
import { mergeIntervals, totalMs } from './intervals.ts';
import {
  longestMs,
  type MeasurableLeg,
  type MeasureResults,
  type MeasureScope,
  type MeasureValue,
  perSide,
  type SpeechScope,
} from './measure-scope.ts';

/** How the contact was handled, as telephony tells it. */
export function handlingMeasures(scope: SpeechScope): MeasureResults {
  return {
    ...holdMeasures(scope),
    greeting_delay: greetingDelay(scope),
    handle_time: handleTime(scope),
    ...perSide('recognition_confidence', (side) => recognitionConfidence(scope, side)),
  };
}

/** No hold among known telephony events is no hold; without any such event nobody knows. */
function holdMeasures({ events }: MeasureScope): MeasureResults {
  const holds = mergeIntervals(events.filter((event) => event.kind === 'hold' && event.origin === 'imported'));
  const inferred = mergeIntervals(events.filter((event) => event.kind === 'hold' && event.origin === 'inferred'));
  const isTold = events.some((event) => event.origin === 'imported');
  return {
    'hold.total': isTold ? totalMs(holds) : 'metric-unknown',
    'hold.longest': isTold ? longestMs(holds) : 'metric-unknown',
    'hold.count': isTold ? holds.length : 'metric-unknown',
    'hold.inferred': inferred.length > 0 ? totalMs(inferred) : 'metric-unknown',
  };
}

/** The first agent leg's answer to the agent's first word; an agent who speaks before the answer time is at 0. */
function greetingDelay({ legs, stretches }: SpeechScope): MeasureValue {
  const answeredMs = legs.find((leg) => leg.kind === 'agent')?.answeredMs;
  const firstWord = stretches.find((stretch) => stretch.role === 'agent');
  if (firstWord === undefined) return 'no-such-role';
  return answeredMs === undefined ? 'no-clock' : Math.max(0, firstWord.startMs - answeredMs);
}

/** Talk and hold of each agent leg, from answer to end, and the wrap-up after it. */
function handleTime({ legs, wrapUps }: MeasureScope): MeasureValue {
  const agentLegs = legs.filter((leg) => leg.kind === 'agent');
  if (agentLegs.length === 0) return 'no-such-role';
  if (wrapUps.length < agentLegs.length) return 'no-wrap-up';
  const parts = [...agentLegs, ...wrapUps].map(connectedMs);
  return parts.includes(null) ? 'no-clock' : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

function connectedMs({ startMs, answeredMs, endMs }: MeasurableLeg): number | null {
  const from = answeredMs ?? startMs;
  return from === undefined || endMs === undefined ? null : Math.max(0, endMs - from);
}

function recognitionConfidence({ turns }: MeasureScope, role: Role): MeasureValue {
  const own = turns.filter((turn) => turn.role === role);
  if (own.length === 0) return 'no-such-role';
  const confidences = own.flatMap((turn) => turn.words?.flatMap((word) => word.confidence ?? []) ?? []);
  return confidences.length === 0 ? 'metric-unknown' : confidences.reduce((sum, each) => sum + each, 0) / confidences.length;
}
