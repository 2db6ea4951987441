import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { call, type Facets, type SearchHit } from '../../api.ts';
import { chosenValues, withoutField } from './edit-search.ts';
import { facetFields } from './prepare-facets.ts';
import { type SearchState, searchQueryOf } from './search-state.ts';

/** Few enough that the first rows come soon: words are looked for in every turn of each row. */
const pageSize = 100;

export interface FoundInteractions {
  /** A row that was loaded; undefined for one that is still to come. */
  readonly hitAt: (index: number) => SearchHit | undefined;
  readonly loaded: number;
  /** Over all pages; null until the first one is here. */
  readonly total: number | null;
  readonly hasMore: boolean;
  /** The rows belong to the search before. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export function useInteractions({ q, cell }: SearchState): FoundInteractions {
  const query = searchQueryOf({ ...(q && { q }), ...(cell && { cell }) });
  const pages = useInfiniteQuery({
    queryKey: ['interactions', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/interactions', { query: { ...query, limit: pageSize, ...(pageParam && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Comparing hundreds of pages that cannot have changed would cost more with every page.
    structuralSharing: false,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const loaded = data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  return {
    // Every page but the last is full.
    hitAt: (index) => data?.pages[Math.floor(index / pageSize)]?.items[index % pageSize],
    loaded,
    total: data?.pages[0]?.total ?? null,
    hasMore: hasNextPage,
    isStale: pages.isPlaceholderData,
    error: pages.isError && !pages.isFetching ? pages.error : null,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
}

/** Counts of every field. Where values of a field are chosen, the others count what choosing them too would add. */
export function useFacets({ q = '', cell }: SearchState): Facets {
  const asked = (words: string) => ({ ...(words && { q: words }), ...(cell && { cell }) });
  const facetsOf = (words: string) => ({
    queryKey: ['interactions', 'facets', asked(words)],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => call('GET /v1/interactions/facets', { query: asked(words) }, signal),
    placeholderData: keepPreviousData<Facets>,
    retry: false,
  });
  const narrowed = facetFields.filter((field) => chosenValues(q, field).length > 0);
  const whole = useQuery(facetsOf(q));
  const wider = useQueries({ queries: narrowed.map((field) => facetsOf(withoutField(q, field))) });
  const widened = narrowed.map((field, index) => [field, wider[index]?.data?.[field] ?? whole.data?.[field] ?? []] as const);
  return { ...whole.data, ...Object.fromEntries(widened) };
}
