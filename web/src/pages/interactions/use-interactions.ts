import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call, type SearchHit } from '../../api.ts';
import { type SearchState, searchQueryOf } from './search-state.ts';

const pageSize = 100;

export interface FoundInteractions {
  readonly hits: readonly SearchHit[];
  /** Over all pages; null until the first one is here. */
  readonly total: number | null;
  readonly hasMore: boolean;
  /** The rows belong to the search before. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export function useInteractions(state: SearchState): FoundInteractions {
  const query = searchQueryOf(state);
  const pages = useInfiniteQuery({
    queryKey: ['interactions', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/interactions', { query: { ...query, limit: pageSize, ...(pageParam && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  return {
    hits: pages.data?.pages.flatMap((page) => page.items) ?? [],
    total: pages.data?.pages[0]?.total ?? null,
    hasMore: pages.hasNextPage,
    isStale: pages.isPlaceholderData,
    error: pages.data ? null : pages.error,
    loadMore: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
}

export function useFacets(state: SearchState) {
  return useQuery({
    queryKey: ['interactions', 'facets', state],
    queryFn: ({ signal }) => call('GET /v1/interactions/facets', { query: searchQueryOf(state) }, signal),
    placeholderData: keepPreviousData,
  });
}
