/** One group's value. */
export interface GroupValue {
  readonly key: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

/** In per cent of the width. */
export interface Bar {
  readonly start: number;
  readonly width: number;
  readonly whisker: { readonly start: number; readonly width: number } | null;
}

/** All bars on one scale that holds zero and every interval; null where there is not enough data. */
export function prepareBars(groups: readonly GroupValue[]): ReadonlyMap<string, Bar | null> {
  const ends = groups.flatMap(({ value, interval }) => (value === null ? [] : [value, ...(interval ?? [])]));
  const low = Math.min(0, ...ends);
  const span = Math.max(0, ...ends) - low || 1;
  const place = (value: number) => Math.round(((value - low) / span) * 1000) / 10;
  const between = (from: number, to: number) => ({ start: place(from), width: Math.round((place(to) - place(from)) * 10) / 10 });
  return new Map(
    groups.map(({ key, value, interval }) => [
      key,
      value === null ? null : { ...between(Math.min(0, value), Math.max(0, value)), whisker: interval && between(...interval) },
    ]),
  );
}
