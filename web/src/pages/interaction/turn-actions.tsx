import { Icon } from '../../parts/icon.tsx';
import { conversationStrings } from '../../strings/conversation.ts';

interface CopyTurnLinkProps {
  readonly index: number;
  readonly onCopy: () => Promise<void>;
}

/** In sight when the turn is pointed at or reached by keyboard. */
export function CopyTurnLink({ index, onCopy }: CopyTurnLinkProps) {
  return (
    <button
      type="button"
      className="rounded p-1 text-muted opacity-0 hover:text-ink group-hover:opacity-100 focus-visible:opacity-100"
      aria-label={conversationStrings.copyLink(index)}
      onClick={() => void onCopy()}
    >
      <Icon name="link" className="size-3.5" />
    </button>
  );
}
