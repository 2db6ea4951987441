/** The 26 weeks of the sample, Monday 11 May to Sunday 8 November 2026, as local days of the contact centre. */
export const firstDay = Date.UTC(2026, 4, 11);
export const dayMs = 86_400_000;
export const centreZone = 'America/Chicago';

/** Memorial Day and Labor Day: lines are open for emergencies only. */
export const holidays: readonly string[] = ['2026-05-25', '2026-09-07'];

export interface Day {
  /** 0 on the first Monday. */
  readonly index: number;
  /** 1…26 */
  readonly week: number;
  /** 0 Monday … 6 Sunday */
  readonly weekday: number;
  /** `2026-05-11` */
  readonly iso: string;
  readonly dayOfMonth: number;
}

export function dayAt(index: number): Day {
  const date = new Date(firstDay + index * dayMs);
  return {
    index,
    week: Math.floor(index / 7) + 1,
    weekday: index % 7,
    iso: date.toISOString().slice(0, 10),
    dayOfMonth: date.getUTCDate(),
  };
}

const weekdayShare = [1.3, 1.16, 1.08, 1.04, 1.06, 0.58, 0.34];

/** How much of an average day falls on this one. */
export function dayFactor(day: Day): number {
  return (weekdayShare[day.weekday] ?? 1) * (holidays.includes(day.iso) ? 0.2 : 1);
}

const offsets = new Map<string, number>();

/** Epoch ms of a local wall-clock time; the offset is taken at local noon, which is right from 3 AM on. */
export function epochOf(iso: string, minuteOfDay: number, zone: string): number {
  return Date.parse(`${iso}T00:00:00Z`) + minuteOfDay * 60_000 - offsetMs(iso, zone);
}

/** ISO 8601 with the zone's own offset, as telephony exports write it. */
export function isoLocal(epoch: number, zone: string): string {
  const iso = new Date(epoch - 6 * 3_600_000).toISOString().slice(0, 10);
  const offset = offsetMs(iso, zone);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.abs(offset) / 60_000;
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${new Date(epoch + offset).toISOString().slice(0, 19)}${sign}${clock}`;
}

/** Ms east of UTC. */
function offsetMs(iso: string, zone: string): number {
  const key = `${zone} ${iso}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const noon = new Date(`${iso}T18:00:00Z`);
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(noon);
  const text = name.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(text);
  const offset = match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000 : 0;
  offsets.set(key, offset);
  return offset;
}
