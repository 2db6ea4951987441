const formats = new Map<string, Intl.DateTimeFormat>();

const dayMs = 86_400_000;

/** The calendar day of an instant in an IANA zone, as days since 1970-01-01; in UTC where the zone is unknown. */
export function dayIn(timeZone: string, iso: string): number {
  const at = Date.parse(iso);
  const local = timeZone === 'UTC' ? at : Date.parse(formatFor(timeZone).format(at));
  return Math.floor(local / dayMs);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, ...fields });
  } catch {
    return new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', ...fields });
  }
}
