import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { call, type LabelDraw } from '../../api.ts';
import { formatClock } from '../../format.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Pending } from '../../parts/tile.tsx';
import { segmentText } from '../../segment-text.ts';
import { contactStrings } from '../../strings/contact.ts';
import { ruleStrings } from '../../strings/rules.ts';

const words = ruleStrings.label;

interface LabelConversationProps {
  readonly id: string;
  readonly spans: LabelDraw['items'][number]['spans'];
}

/** The whole conversation, so that a judgement is about it and not about a snippet; the places to look at first are marked. */
export function LabelConversation({ id, spans }: LabelConversationProps) {
  const first = useRef<HTMLLIElement>(null);
  const conversation = useQuery({
    queryKey: ['interaction', id],
    queryFn: ({ signal }) => call('GET /v1/interactions/{id}', { params: { id } }, signal),
  });
  const isLoaded = conversation.data !== undefined;
  useEffect(() => {
    if (isLoaded) first.current?.scrollIntoView({ block: 'center' });
  }, [isLoaded]);
  if (!conversation.data) return <Pending label={words.loading} error={conversation.error} onRetry={() => void conversation.refetch()} />;
  const { turns, channel } = conversation.data;
  const firstTurn = spans[0]?.turn;
  return (
    <>
      <ScrollRegion label={words.title} className="max-h-[60vh] overflow-y-auto rounded-md bg-sunken p-3">
        <ul className="flex flex-col gap-1.5">
          {turns.map(({ index, role, text, startMs }, place) => (
            <li key={index} ref={place === firstTurn ? first : null} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2">
              <span className="text-xs text-muted">
                {contactStrings.roles[role] ?? role}
                {channel === 'voice' && startMs !== null && <span className="block">{formatClock(startMs)}</span>}
              </span>
              <span className="break-words">
                <Segments segments={segmentText(text, { marks: spans.filter(({ turn }) => turn === place) })} />
              </span>
            </li>
          ))}
        </ul>
      </ScrollRegion>
      <Link
        to="/interactions/$id"
        params={{ id }}
        {...(firstTurn !== undefined && { hash: `t${turns[firstTurn]?.index ?? firstTurn}` })}
        preload={false}
        className="justify-self-start text-accent hover:underline"
      >
        {words.open}
      </Link>
    </>
  );
}
