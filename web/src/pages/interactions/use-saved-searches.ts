import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api.ts';

export function useSavedSearches() {
  return useQuery({ queryKey: ['searches'], queryFn: ({ signal }) => call('GET /v1/searches', {}, signal) });
}

/** Keeps a search under an id that the page makes, so that one that was removed can be put back as it was. */
export function useKeepSearch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id = crypto.randomUUID(), name, query }: { readonly id?: string; readonly name: string; readonly query: string }) =>
      call('PUT /v1/searches/{id}', { params: { id }, body: { name, query } }),
    onSuccess: (searches) => queries.setQueryData(['searches'], searches),
  });
}

export function useRemoveSearch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('DELETE /v1/searches/{id}', { params: { id } }),
    onSuccess: (searches) => queries.setQueryData(['searches'], searches),
  });
}
