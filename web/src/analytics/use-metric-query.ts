import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call, type QueryBody } from '../api.ts';

/** The answer to a question about numbers; nothing is asked while the question is null. */
export function useMetricQuery(query: QueryBody | null) {
  return useQuery({
    queryKey: ['query', query],
    queryFn: ({ signal }) => call('POST /v1/query', { body: query ?? { metrics: ['volume'] } }, signal),
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });
}

/** Every metric and dimension; it changes only with the server's version. */
export function useMetricCatalogue() {
  return useQuery({
    queryKey: ['metrics'],
    queryFn: ({ signal }) => call('GET /v1/metrics', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
