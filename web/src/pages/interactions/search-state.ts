import type { SearchHit } from '../../api.ts';
import { contactStrings } from '../../strings/contact.ts';

type Channel = SearchHit['channel'];

/** Everything the list shows follows from this, and all of it stands in the address. */
export interface SearchState {
  readonly q?: string;
  readonly channel?: Channel;
  readonly source?: string;
  readonly queue?: string;
  readonly team?: string;
  readonly agent?: string;
  readonly language?: string;
  readonly state?: string;
  /** Days as `YYYY-MM-DD`, both inclusive, in the reader's time zone. */
  readonly from?: string;
  readonly to?: string;
  /** The conversations behind a number, as a query result names them. */
  readonly cell?: string;
}

export type SearchField = keyof SearchState;

export const facetFields = ['channel', 'state', 'queue', 'team', 'agent', 'source', 'language'] as const satisfies readonly SearchField[];
const plainFields = ['q', 'source', 'queue', 'team', 'agent', 'language', 'state', 'cell'] as const;

/** An address that a person edited may hold anything: what is not understood is left out. */
export function readSearchState(raw: Readonly<Record<string, unknown>>): SearchState {
  const text = (field: string) => (typeof raw[field] === 'string' && raw[field] !== '' ? raw[field] : undefined);
  const day = (field: string) => (/^\d{4}-\d\d-\d\d$/.test(text(field) ?? '') && isDay(text(field)) ? text(field) : undefined);
  const channel = isChannel(raw.channel) ? raw.channel : undefined;
  const plain = plainFields.map((field) => [field, text(field)] as const);
  const entries = [...plain, ['channel', channel] as const, ['from', day('from')] as const, ['to', day('to')] as const];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isChannel(value: unknown): value is Channel {
  return typeof value === 'string' && Object.hasOwn(contactStrings.channels, value);
}

function isDay(text: string | undefined): boolean {
  return !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** As the API takes it: instants, the end exclusive. */
export function searchQueryOf({ from, to, ...rest }: SearchState) {
  return {
    ...rest,
    ...(from && { from: startOfDay(from, 0) }),
    ...(to && { to: startOfDay(to, 1) }),
  };
}

function startOfDay(day: string, plusDays: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + plusDays);
  return date.toISOString();
}

/** The filters in force, without the words, in the order of the panel. */
export function activeFilters(state: SearchState): { readonly field: Exclude<SearchField, 'q'>; readonly value: string }[] {
  const fields = [...facetFields, 'from', 'to', 'cell'] as const;
  return fields.flatMap((field) => {
    const value = state[field];
    return value === undefined ? [] : [{ field, value }];
  });
}
