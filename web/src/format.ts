import type { MeasureDefinition } from './api.ts';
import { measuresStrings } from './strings/measures.ts';
import { panelStrings } from './strings/panel.ts';

/** Units and times as people read them. Pure: the zone and the year come in. */

/** `0:07`, `12:40`, `1:02:03`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The two largest units: `0.8 s`, `46 s`, `4 min 10 s`, `26 h`, `3 d 2 h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return join(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** A call's length as a player shows it; an exchange of letters may take days. */
export function formatLength(channel: string, ms: number): string {
  return channel === 'voice' ? formatClock(Math.round(ms / 1000) * 1000) : formatDuration(ms);
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

export interface MomentOptions {
  /** IANA zone; the reader's own when absent. */
  readonly timeZone?: string;
  /** The year that need not be written. */
  readonly thisYear: number;
}

/** `20 Nov, 09:00`, with the year when it is another one. */
export function formatMoment(iso: string, { timeZone, thisYear }: MomentOptions): string {
  const date = new Date(iso);
  const year = date.getUTCFullYear() === thisYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...year,
    ...(timeZone && { timeZone }),
  }).format(date);
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `silenceShare` → `Silence share`. */
export function humanise(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return capitalise(words);
}

const short = (value: number) => new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 }).format(value);
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** Ratios that are 0 or 1 answer a question. */
const questions: ReadonlySet<string> = new Set(['one_touch', 'unanswered_last']);

/** A measure's value in the unit of its definition; plain where there is none. */
export function formatMeasure(value: number, definition: Pick<MeasureDefinition, 'name' | 'unit'> | undefined): string {
  if (definition && questions.has(definition.name)) return value === 0 ? panelStrings.no : panelStrings.yes;
  switch (definition?.unit) {
    case 'ms':
      return formatDuration(value);
    case 'ratio':
      return `${short(value * 100)} %`;
    case 'per_minute':
      return measuresStrings.units.perMinute(short(value));
    case 'words_per_minute':
      return measuresStrings.units.wordsPerMinute(short(value));
    case 'score':
      return formatScore(value);
    default:
      return whole.format(value);
  }
}

/** −1…1 with its sign; a minus that lines up. */
export function formatScore(value: number): string {
  return `${value > 0.005 ? '+' : value < -0.005 ? '−' : ''}${Math.abs(value).toFixed(2)}`;
}

/** `9 Nov 2026`, for a day as the address writes it. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
