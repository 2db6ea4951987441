import type { MeasureThresholds } from '../../domain/workspace.ts';
import { zoneOffsetMs } from './zone-clock.ts';

export type BusinessHours = MeasureThresholds['businessHours'];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Nobody waits longer; bounds the work on broken dates. */
const mostDays = 3660;
/** 1 January 1970 was a Thursday; Monday is 1 as in ISO 8601. */
const weekdayOfEpoch = 4;

/** Whether a moment (epoch ms) lies in the opening hours of a zone's wall clock. */
export function isOpen(time: number, hours: BusinessHours, timeZone: string): boolean {
  const local = time + zoneOffsetMs(timeZone, time);
  const day = Math.floor(local / dayMs);
  const hour = (local - day * dayMs) / hourMs;
  return hours.weekdays.includes(weekday(day)) && hour >= hours.fromHour && hour < hours.toHour;
}

/** Ms of opening hours between two moments (epoch ms). The zone's offset is taken at either end, so a change of clocks between them counts. */
export function openMsBetween(range: { readonly from: number; readonly to: number }, hours: BusinessHours, timeZone: string): number {
  const from = range.from + zoneOffsetMs(timeZone, range.from);
  const to = range.to + zoneOffsetMs(timeZone, range.to);
  const firstDay = Math.floor(from / dayMs);
  const lastDay = Math.min(Math.floor(to / dayMs), firstDay + mostDays);
  let open = 0;
  for (let day = firstDay; day <= lastDay; day++) {
    if (!hours.weekdays.includes(weekday(day))) continue;
    const opens = day * dayMs + hours.fromHour * hourMs;
    const closes = day * dayMs + hours.toHour * hourMs;
    open += Math.max(0, Math.min(to, closes) - Math.max(from, opens));
  }
  return open;
}

function weekday(day: number): number {
  return ((((day + weekdayOfEpoch - 1) % 7) + 7) % 7) + 1;
}
