import { useQuery } from '@tanstack/react-query';
import { call } from './api.ts';

/** What the measures mean; it changes only with the server's version, so it is asked for once. */
export function useMeasureCatalogue() {
  return useQuery({
    queryKey: ['measures'],
    queryFn: ({ signal }) => call('GET /v1/measures', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
