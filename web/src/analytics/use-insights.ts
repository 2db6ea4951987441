import { useQuery } from '@tanstack/react-query';
import { call } from '../api.ts';

/** What stands out as of a day. The past does not change while the page is open, and each run reads everything: asked once. */
export function useInsights(asOf: string | null) {
  return useQuery({
    queryKey: ['insights', asOf],
    queryFn: ({ signal }) => call('POST /v1/insights/run', { body: { asOf: asOf ?? '' } }, signal),
    enabled: asOf !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
