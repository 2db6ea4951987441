import { printSearch, readSearch, type SearchPart } from '../../../../src/analytics/search/read-search.ts';
import { kindOfField } from '../../../../src/analytics/search/search-fields.ts';

/** What the list shows, as the address holds it. */
export interface SearchState {
  /** The whole search, as it is typed: docs/SEARCH.md. */
  readonly q?: string;
  /** The conversations behind a number, as a query result names them. */
  readonly cell?: string;
  /** Columns beside the words, by comma. */
  readonly columns?: string;
}

export const columnNames = ['sentiment', 'reason', 'agent', 'queue', 'language'] as const;
export type ColumnName = (typeof columnNames)[number];

/**
 * An address that a person edited may hold anything: what is not understood is left out. A filter that stands by itself
 * (`?source=voice`, as links and older addresses have it) becomes part of the search.
 */
export function readSearchState(raw: Readonly<Record<string, unknown>>): SearchState {
  const text = (name: string) => (typeof raw[name] === 'string' && raw[name].trim() !== '' ? raw[name].trim() : undefined);
  const loose = Object.keys(raw).flatMap((field) => {
    const value = text(field);
    if (value === undefined || value.startsWith('[') || field === 'verdict' || kindOfField(field) === null) return [];
    const name = field === 'rule' ? (verdictFields[text('verdict') ?? ''] ?? field) : field;
    return [{ kind: 'filter', field: name, values: [value], isExcluded: false } as const];
  });
  const q = [printSearch(loose), text('q') ?? ''].filter(Boolean).join(' ');
  const [cell, columns] = [text('cell'), text('columns')];
  return { ...(q && { q }), ...(cell && { cell }), ...(columns && { columns }) };
}

const verdictFields: Readonly<Record<string, string>> = { met: 'met', missed: 'missed', 'not-assessable': 'not-assessable' };

export function partsOf({ q = '' }: SearchState): readonly SearchPart[] {
  return readSearch(q).parts;
}

/** As the API takes it. */
export function searchQueryOf({ q, cell }: SearchState) {
  return { ...(q && { q }), ...(cell && { cell }) };
}

export function columnsOf({ columns = '' }: SearchState): ColumnName[] {
  const named = new Set(columns.split(','));
  return columnNames.filter((name) => named.has(name));
}
