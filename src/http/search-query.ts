import { behindCell } from '../analytics/cells.ts';
import { resolveSearch } from '../analytics/search/search-query.ts';
import type { Condition } from '../storage/aggregate.ts';
import type { SearchQuery } from '../storage/content.ts';
import type { FilterQuery } from './contract/search.ts';

/** The filters of a URL as the content store takes them. */
export function searchQueryOf(query: FilterQuery & { readonly limit?: number; readonly cursor?: string | undefined }): SearchQuery {
  const { q, attribute, from, to, cell, ...rest } = query;
  const behind = cell ? behindCell(cell) : undefined;
  const searched = resolveSearch(q ?? '');
  const given = {
    ...rest,
    ...behind,
    ...searched,
    condition: bothOf(behind?.condition, searched.condition),
    attributes: attribute && Object.fromEntries(attribute.map(splitAttribute)),
    from: from && instantOf(from),
    to: to && instantOf(to),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as SearchQuery;
}

function bothOf(one: Condition | undefined, other: Condition | undefined): Condition | undefined {
  return one && other ? { kind: 'all', conditions: [one, other] } : (one ?? other);
}

function splitAttribute(pair: string): [string, string] {
  const colon = pair.indexOf(':');
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}

/** A day stands for its first instant in UTC. */
function instantOf(moment: string): string {
  return new Date(moment).toISOString();
}
