/** A local clock reading turned into an instant, with what made it doubtful. */
export interface ZonedInstant {
  readonly epochMs: number;
  /** ambiguous: the clock showed this twice (autumn), the first is taken; skipped: the clock never showed it (spring). */
  readonly flag?: 'ambiguous' | 'skipped';
}

/** A source's time as ISO 8601 UTC. `warning` says what was assumed. */
export interface ParsedTime {
  readonly iso: string;
  readonly warning?: string;
}

const dayMs = 86_400_000;
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i;
const formats = new Map<string, Intl.DateTimeFormat>();

/** @example zonedInstant(Date.UTC(2025, 10, 2, 1, 30), 'America/New_York') // ambiguous, 05:30Z is taken */
export function zonedInstant(wallMs: number, timeZone: string): ZonedInstant {
  const before = offsetMs(wallMs - dayMs, timeZone);
  const after = offsetMs(wallMs + dayMs, timeZone);
  const candidates = before === after ? [wallMs - before] : [wallMs - before, wallMs - after];
  const valid = candidates.filter((instant) => instant + offsetMs(instant, timeZone) === wallMs).sort((a, b) => a - b);
  const first = valid[0];
  if (first === undefined) return { epochMs: wallMs - before, flag: 'skipped' };
  return valid.length > 1 ? { epochMs: first, flag: 'ambiguous' } : { epochMs: first };
}

/** Milliseconds that local time is ahead of UTC at an instant. */
export function offsetMs(epochMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(epochMs)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
}

export function isTimeZone(name: string): boolean {
  try {
    formatFor(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads ISO 8601 (a blank for the T is accepted), RFC 2822 and HTTP dates. Times without an offset are the
 * source's local time. Null when it is no time, or one that does not exist on a calendar.
 */
export function parseTime(text: string, timeZone: string): ParsedTime | null {
  const match = isoPattern.exec(text.trim());
  if (!match) return parseWordyTime(text);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const wallMs = wallTime([year, month, day, hour, minute, second].map(Number), Number(fraction.slice(0, 3).padEnd(3, '0')));
  if (wallMs === null) return null;
  if (zone !== undefined) return { iso: new Date(wallMs - zoneOffsetMs(zone)).toISOString() };
  const parsed = localTime(wallMs, timeZone);
  return match[4] === undefined ? { iso: parsed.iso, warning: 'only the date is known: taken as midnight' } : parsed;
}

/** A local clock reading as ISO UTC, with the daylight-saving doubt in words. */
export function localTime(wallMs: number, timeZone: string): ParsedTime {
  const { epochMs, flag } = zonedInstant(wallMs, timeZone);
  const iso = new Date(epochMs).toISOString();
  if (flag === 'ambiguous') return { iso, warning: `time was shown twice in ${timeZone} when clocks went back: the first is taken` };
  if (flag === 'skipped') return { iso, warning: `time never existed in ${timeZone} when clocks went forward` };
  return { iso };
}

/** Epoch seconds, milliseconds or microseconds, told apart by size (all between 2001 and 2286). */
export function parseEpoch(value: number): string | null {
  const ms = value >= 1e15 ? value / 1000 : value >= 1e12 ? value : value >= 1e9 ? value * 1000 : Number.NaN;
  return Number.isFinite(ms) && ms < 1e13 ? new Date(ms).toISOString() : null;
}

/** Year, month, day, hour, minute, second as if UTC; null when the calendar has no such moment. */
export function wallTime(fields: readonly number[], milliseconds = 0): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), milliseconds));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date.getTime() : null;
}

function parseWordyTime(text: string): ParsedTime | null {
  // Without an explicit zone Date.parse would read the machine's own zone into it.
  if (!/[a-z]{3}/i.test(text) || !/(?:[+-]\d{4}|GMT|UTC|Z)\b/.test(text)) return null;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? null : { iso: new Date(epochMs).toISOString() };
}

function zoneOffsetMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
