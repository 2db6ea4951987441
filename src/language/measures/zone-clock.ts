const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const mostOffsets = 10_000;
/** No zone changes its offset but on a quarter of an hour. */
const quarterMs = 900_000;

/**
 * Ms to add to UTC for a zone's wall clock at a moment; 0 for a zone nobody knows. Remembered, since asking the
 * platform costs more than all other measures of a chat together.
 */
export function zoneOffsetMs(timeZone: string, time: number): number {
  if (timeZone === 'UTC' || !Number.isFinite(time)) return 0;
  const key = `${timeZone} ${Math.floor(time / quarterMs)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= mostOffsets) offsets.clear();
  const offset = readOffsetMs(timeZone, time);
  offsets.set(key, offset);
  return offset;
}

function readOffsetMs(timeZone: string, time: number): number {
  const name = zoneFormat(timeZone)
    .formatToParts(time)
    .find((part) => part.type === 'timeZoneName');
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name?.value ?? '') ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = newFormat(timeZone);
  formats.set(timeZone, format);
  return format;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', timeZoneName: 'longOffset' });
  }
}
