import { formatDay, humanise } from '../format.ts';
import { facetLabel } from '../pages/interactions/prepare-facets.ts';
import { numbersStrings } from '../strings/numbers.ts';

export type DriverNames = ReadonlyMap<string, string>;

export const timeDimensions: ReadonlySet<string> = new Set(['day', 'week', 'month', 'quarter']);

/** `Driver`, `Rule greeting`. */
export function dimensionLabel(name: string): string {
  const [prefix = '', ...rest] = name.split(':');
  if (rest.length > 0) return `${humanise(prefix)} ${rest.join(':')}`;
  return numbersStrings.dimensions[name] ?? humanise(name);
}

/** The value of a dimension as people read it. */
export function dimensionValue(dimension: string, value: string, drivers: DriverNames): string {
  if (dimension === 'driver') return value === '' ? numbersStrings.unclear : (drivers.get(value) ?? value);
  if (value === '') return numbersStrings.none;
  if (dimension === 'weekday') return numbersStrings.weekdays[Number(value) - 1] ?? value;
  if (dimension === 'month') return monthLabel(value);
  if (dimension === 'quarter') return `Q${Math.ceil(Number(value.slice(5, 7)) / 3)} ${value.slice(0, 4)}`;
  if (timeDimensions.has(dimension)) return formatDay(value.slice(0, 10));
  if (dimension.startsWith('rule:')) return numbersStrings.verdicts[value] ?? value;
  return facetLabel(dimension, value);
}

function monthLabel(value: string): string {
  return formatDay(`${value.slice(0, 7)}-01`).replace(/^1 /, '');
}
