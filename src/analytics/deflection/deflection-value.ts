import type { DeflectionAssumptions } from '../../domain/workspace.ts';
import type { Interval } from '../statistics/normal.ts';
import { z95 } from '../statistics/normal.ts';
import { normalDraw, seededUniform } from '../statistics/random-draws.ts';

/** Tenth, fiftieth and ninetieth of a hundred outcomes that the assumptions allow. */
export interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

interface Measured {
  readonly value: number;
  readonly interval: Interval;
}

/** What is measured of the contacts of one driver. */
export interface DeflectionFacts {
  readonly contacts: number;
  /** Agent minutes of one contact. */
  readonly minutes: Measured;
  /** Share that self-service could take on: see `simpleContact`. */
  readonly simple: Measured;
}

export interface DeflectionValue {
  readonly contacts: Range;
  readonly minutes: Range;
  readonly money: Range;
}

/** Enough for a tenth and a ninetieth that stand within one percent. */
const draws = 5000;

type Assumed = Pick<DeflectionAssumptions, 'costPerMinute' | 'selfServiceCost' | 'adoption' | 'success' | 'repeatAfterFailure'>;

/**
 * Contacts, minutes and money that could be saved, by drawing everything that is not known from its range: measured figures from their
 * intervals, assumptions evenly between low and high. Saved are those who try and succeed; who tries and fails costs twice. Multiplying
 * hopeful percentages would hide how little is known.
 */
export function deflectionValue({ contacts, minutes, simple }: DeflectionFacts, assumed: Assumed): DeflectionValue {
  const uniform = seededUniform(contacts);
  const between = ({ low, high }: { readonly low: number; readonly high: number }) => low + (high - low) * uniform();
  const outcomes = Array.from({ length: draws }, () => {
    const suitable = contacts * clamp(drawOf(simple, uniform), 0, 1);
    const tries = suitable * between(assumed.adoption);
    const success = between(assumed.success);
    const avoided = tries * success - tries * (1 - success) * between(assumed.repeatAfterFailure);
    const avoidedMinutes = avoided * Math.max(0, drawOf(minutes, uniform));
    return { avoided, avoidedMinutes, money: avoidedMinutes * between(assumed.costPerMinute) - tries * between(assumed.selfServiceCost) };
  });
  return {
    contacts: rangeOf(outcomes.map(({ avoided }) => avoided)),
    minutes: rangeOf(outcomes.map(({ avoidedMinutes }) => avoidedMinutes)),
    money: rangeOf(outcomes.map(({ money }) => money)),
  };
}

function drawOf({ value, interval }: Measured, uniform: () => number): number {
  return value + ((interval[1] - interval[0]) / (2 * z95)) * normalDraw(uniform);
}

function rangeOf(values: number[]): Range {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
