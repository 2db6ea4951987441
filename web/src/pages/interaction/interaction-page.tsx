import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError, call } from '../../api.ts';
import { rememberConversation } from '../../frame/recent-conversations.ts';
import { ConversationSkeleton } from '../../parts/conversation-skeleton.tsx';
import { LoadError } from '../../parts/message.tsx';
import { NotFound } from '../../parts/not-found.tsx';
import { useMeasureCatalogue } from '../../use-measures.ts';
import { Conversation } from './conversation.tsx';
import { OriginalView } from './original-view.tsx';

/** One conversation whole: to hear, to read and to understand. */
export function InteractionPage() {
  const { id } = useParams({ from: '/interactions/$id' });
  const { data, error, refetch } = useQuery({
    queryKey: ['interaction', id],
    queryFn: ({ signal }) => call('GET /v1/interactions/{id}', { params: { id } }, signal),
  });
  // Asked for at once, beside the conversation, so that the measures do not wait.
  useMeasureCatalogue();
  useEffect(() => {
    if (data) rememberConversation(data);
  }, [data]);
  if (data)
    return (
      <OriginalView key={data.id} interaction={data}>
        {(shown, action) => <Conversation interaction={shown} action={action} />}
      </OriginalView>
    );
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <LoadError error={error} onRetry={() => void refetch()} />;
  return <ConversationSkeleton />;
}
