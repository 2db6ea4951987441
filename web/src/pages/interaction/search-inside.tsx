import { useRef, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { conversationStrings } from '../../strings/conversation.ts';
import { useKeys } from '../../use-keys.ts';
import type { Match } from './find-matches.ts';

interface SearchInsideProps {
  readonly words: string;
  readonly matches: readonly Match[];
  readonly onWords: (words: string) => void;
  readonly onGoTo: (place: number) => void;
  readonly copied: boolean;
}

/** Enter goes to the next place, Shift+Enter to the one before, Esc leaves. */
export function SearchInside({ words, matches, onWords, onGoTo, copied }: SearchInsideProps) {
  const field = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState(-1);
  useKeys({ '/': () => field.current?.select() });
  const step = (steps: number) => {
    if (matches.length === 0) return;
    const next = (Math.max(at, steps < 0 ? 0 : -1) + steps + matches.length) % matches.length;
    setAt(next);
    onGoTo(matches[next]?.turn ?? 0);
  };
  return (
    <search className="flex items-center gap-2 border-b border-line px-4 py-2">
      <Icon name="search" className="text-muted" />
      <input
        ref={field}
        className="field h-8 w-64 min-w-0"
        aria-label={conversationStrings.search}
        placeholder={conversationStrings.search}
        value={words}
        onChange={(event) => {
          setAt(-1);
          onWords(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {words.trim() !== '' && (
        <>
          <button type="button" className="button button-quiet px-1.5" aria-label={conversationStrings.previous} onClick={() => step(-1)}>
            <Icon name="up" />
          </button>
          <button type="button" className="button button-quiet px-1.5" aria-label={conversationStrings.next} onClick={() => step(1)}>
            <Icon name="down" />
          </button>
        </>
      )}
      <span role="status" className="text-xs text-muted">
        {words.trim() === '' ? '' : conversationStrings.matches(Math.max(at, 0), matches.length)}
      </span>
      <span role="status" className="ml-auto text-xs text-accent">
        {copied ? conversationStrings.copied : ''}
      </span>
    </search>
  );
}
