import { behindCell } from '../analytics/cells.ts';
import type { SearchQuery } from '../storage/content.ts';
import type { FilterQuery } from './contract/search.ts';

/** The filters of a URL as the content store takes them. */
export function searchQueryOf(query: FilterQuery & { readonly limit?: number; readonly cursor?: string | undefined }): SearchQuery {
  const { q, attribute, from, to, cell, ...rest } = query;
  const given = {
    ...rest,
    ...(cell && behindCell(cell)),
    text: q,
    attributes: attribute && Object.fromEntries(attribute.map(splitAttribute)),
    from: from && instantOf(from),
    to: to && instantOf(to),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as SearchQuery;
}

function splitAttribute(pair: string): [string, string] {
  const colon = pair.indexOf(':');
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}

/** A day stands for its first instant in UTC. */
function instantOf(moment: string): string {
  return new Date(moment).toISOString();
}
