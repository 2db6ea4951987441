import { formatDay } from '../format.ts';

/** Calendar days, `to` exclusive, as the API takes them. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** So many days, the last one included. */
export function periodEnding(lastDay: string, days: number): Period {
  const to = addDays(lastDay, 1);
  return { from: addDays(to, -days), to };
}

/** As long as the period, and right before it. */
export function periodBefore({ from, to }: Period): Period {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
  return { from: addDays(from, -days), to: from };
}

/** `26 Oct – 22 Nov 2026`: both days included. */
export function formatPeriod({ from, to }: Period): string {
  const last = addDays(to, -1);
  const start = formatDay(from);
  const end = formatDay(last);
  const sameYear = from.slice(0, 4) === last.slice(0, 4);
  return `${sameYear ? start.replace(/ \d{4}$/, '') : start} – ${end}`;
}

export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
