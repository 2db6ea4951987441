import { type DriverNames, dimensionLabel, dimensionValue } from '../../analytics/dimension-value.ts';
import type { QueryFilter } from '../../api.ts';
import { humanise } from '../../format.ts';
import { queryStrings } from '../../strings/query.ts';

const words = queryStrings;
const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** `Queue is billing or sales`, `Duration from 60000`. */
export function filterText(filter: QueryFilter, drivers: DriverNames): string {
  if ('measure' in filter) {
    const { measure, from, to } = filter;
    return [
      humanise(measure),
      from !== undefined && `${words.from.toLowerCase()} ${from}`,
      to !== undefined && `${words.to.toLowerCase()} ${to}`,
    ]
      .filter(Boolean)
      .join(' ');
  }
  const values = 'in' in filter ? filter.in : filter.notIn;
  const shown = values.map((value) => dimensionValue(filter.dimension, value, drivers));
  return `${dimensionLabel(filter.dimension)} ${'in' in filter ? words.is : words.isNot} ${list.format(shown)}`;
}

/** One more value of a dimension: it joins a filter of the same kind, which then takes either. */
export function withValue(
  filters: readonly QueryFilter[],
  { dimension, value, isNot }: { readonly dimension: string; readonly value: string; readonly isNot: boolean },
): QueryFilter[] {
  const key = isNot ? 'notIn' : 'in';
  const same = filters.findIndex((filter) => key in filter && 'dimension' in filter && filter.dimension === dimension);
  const earlier = filters[same];
  if (!earlier || 'measure' in earlier) return [...filters, isNot ? { dimension, notIn: [value] } : { dimension, in: [value] }];
  const values = [...new Set([...('in' in earlier ? earlier.in : earlier.notIn), value])];
  return filters.with(same, isNot ? { dimension, notIn: values } : { dimension, in: values });
}
