const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 64;

/**
 * Ms to add to UTC for a zone's wall clock at a moment; 0 for a zone nobody knows. Building a format costs more than a
 * whole chat's measures, hence the small store.
 */
export function zoneOffsetMs(timeZone: string, time: number): number {
  if (timeZone === 'UTC') return 0;
  try {
    const format = formats.get(timeZone) ?? zoneFormat(timeZone);
    if (formats.size >= mostFormats) formats.clear();
    formats.set(timeZone, format);
    const name = format.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  } catch {
    return 0;
  }
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
}
