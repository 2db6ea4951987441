import type { Facets } from '../../api.ts';
import { contactStrings } from '../../strings/contact.ts';
import { chosenValues } from './edit-search.ts';

export const facetFields = [
  'channel',
  'queue',
  'team',
  'agent',
  'driver',
  'reason',
  'rule',
  'state',
  'source',
  'language',
  'direction',
] as const;
export type FacetField = (typeof facetFields)[number];

export interface FacetView {
  readonly field: FacetField;
  readonly title: string;
  readonly values: readonly { readonly value: string; readonly label: string; readonly count: number; readonly chosen: boolean }[];
}

/** The facets worth showing, in order; a chosen value stays in sight even when nothing matches it any more. */
export function prepareFacets(facets: Facets, q: string, labelOf: (field: string, value: string) => string): FacetView[] {
  return facetFields.flatMap((field) => {
    const chosen = chosenValues(q, field);
    const counted = facets[field] ?? [];
    const rest = chosen.filter((value) => !counted.some((each) => each.value === value)).map((value) => ({ value, count: 0 }));
    const values = [...rest, ...counted].map(({ value, count }) => ({
      value,
      label: labelOf(field, value),
      count,
      chosen: chosen.includes(value),
    }));
    return values.length === 0 ? [] : [{ field, title: fieldTitle(field), values }];
  });
}

/** `Team`, `Rule`; a field without a name of its own is shown as it is typed. */
export function fieldTitle(field: string): string {
  return contactStrings.fields[field] ?? field;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** Values of closed lists have names; sites name the others. */
export function facetLabel(field: string, value: string): string {
  if (field === 'channel') return (contactStrings.channels as Readonly<Record<string, string>>)[value] ?? value;
  if (field === 'state') return contactStrings.states[value] ?? value;
  if (field === 'direction') return contactStrings.directions[value] ?? value;
  if (field === 'language') return languageName(value);
  return value;
}

export function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}
