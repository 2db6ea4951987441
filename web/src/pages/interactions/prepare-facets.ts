import type { Facets } from '../../api.ts';
import { contactStrings } from '../../strings/contact.ts';
import { facetFields, type SearchState } from './search-state.ts';

export interface FacetView {
  readonly field: (typeof facetFields)[number];
  readonly title: string;
  readonly values: readonly { readonly value: string; readonly label: string; readonly count: number; readonly chosen: boolean }[];
}

/** The facets worth showing, in order; a chosen value stays in sight even when nothing matches it any more. */
export function prepareFacets(facets: Facets, state: SearchState): FacetView[] {
  return facetFields.flatMap((field) => {
    const chosen = state[field];
    const counted = facets[field] ?? [];
    const rest = chosen !== undefined && !counted.some(({ value }) => value === chosen) ? [{ value: chosen, count: 0 }] : [];
    const values = [...rest, ...counted].map(({ value, count }) => ({
      value,
      label: facetLabel(field, value),
      count,
      chosen: value === chosen,
    }));
    return values.length === 0 ? [] : [{ field, title: contactStrings.fields[field], values }];
  });
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** Values of closed lists have names; sites name the others. */
export function facetLabel(field: string, value: string): string {
  if (field === 'channel') return (contactStrings.channels as Readonly<Record<string, string>>)[value] ?? value;
  if (field === 'state') return contactStrings.states[value] ?? value;
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
