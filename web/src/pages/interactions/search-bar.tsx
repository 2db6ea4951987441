import { useRef, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { useKeys } from '../../use-keys.ts';

interface SearchBarProps {
  readonly words: string;
  readonly onSearch: (words: string | undefined) => void;
}

/** Searches on Enter; Esc leaves the field for the list. */
export function SearchBar({ words, onSearch }: SearchBarProps) {
  const [draft, setDraft] = useState(words);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.select() });
  return (
    <search className="relative block">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(draft.trim() || undefined);
        }}
      >
        <Icon name="search" className="pointer-events-none absolute top-2.5 left-3 text-muted" />
        <input
          ref={field}
          className="field h-9 w-full pr-16 pl-9 text-base"
          aria-label={searchStrings.label}
          placeholder={searchStrings.placeholder}
          value={draft}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        {words === '' ? (
          <kbd className="absolute top-2 right-3 max-sm:hidden">/</kbd>
        ) : (
          <button
            type="button"
            className="button button-quiet absolute top-0.5 right-1 px-2"
            aria-label={searchStrings.clear}
            onClick={() => onSearch(undefined)}
          >
            <Icon name="close" />
          </button>
        )}
      </form>
    </search>
  );
}
