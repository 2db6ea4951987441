import { conversationStrings } from '../strings/conversation.ts';

const widths = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-3/4', 'w-2/3'];

/** The shape of a conversation before it is here, so that nothing jumps when it comes. */
export function ConversationSkeleton() {
  return (
    <div role="status" aria-label={conversationStrings.loading} className="flex h-full flex-col">
      <div className="flex h-12 items-center border-b border-line bg-surface px-4">
        <div className="skeleton h-4 w-56" />
      </div>
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-8">
        {widths.map((width) => (
          <div key={width} className={`skeleton h-4 ${width}`} />
        ))}
      </div>
    </div>
  );
}
