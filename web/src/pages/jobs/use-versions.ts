import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';

/** Published versions, newest first; asked again while one is being judged. */
export function useVersions() {
  return useQuery({
    queryKey: ['rule-versions'],
    queryFn: ({ signal }) => call('GET /v1/rules/versions', {}, signal),
    refetchInterval: ({ state }) => (state.data?.items.some((version) => version.state === 'scoring') ? 1500 : false),
  });
}
