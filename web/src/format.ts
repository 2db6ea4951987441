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
  return channel === 'voice' ? formatClock(ms) : formatDuration(ms);
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

/** `silenceShare` → `Silence share`. */
export function humanise(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
