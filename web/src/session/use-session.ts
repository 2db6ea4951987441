import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Reply } from '../../../src/http/contract/routes.ts';
import { call } from '../api.ts';
import { forgetConversations } from '../frame/recent-conversations.ts';

export type Session = Reply<'GET /v1/session'>;
export type Account = NonNullable<Session['account']>;
export type Permission = Session['permissions'][number];

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call('GET /v1/session', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who reads. The frame is drawn only once this is known, so pages have it at once. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}

/** What is not permitted is not offered; the server refuses it all the same. */
export function usePermitted(permission: Permission): boolean {
  return useSession()?.permissions.includes(permission) ?? false;
}

/** Somebody else, or nobody, reads from here on: nothing of what the last one saw may stay. */
export async function startAnew(queries: QueryClient, session: Session | null): Promise<void> {
  forgetConversations();
  if (session) queries.setQueryData(sessionQuery.queryKey, session);
  else await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}
