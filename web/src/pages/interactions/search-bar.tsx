import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react';
import { readSearch } from '../../../../src/analytics/search/read-search.ts';
import type { Facets } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { useKeys } from '../../use-keys.ts';
import { useNarrow } from '../../use-narrow.ts';
import { type Completion, completeSearch, type Suggestion } from './complete-search.ts';

interface SearchBarProps {
  readonly words: string;
  readonly facets: Facets;
  readonly labelOf: (field: string, value: string) => string;
  readonly onSearch: (words: string | undefined) => void;
  /** What the server says of the search that was asked. */
  readonly refusal: string | null;
}

/** Searches on Enter, completes fields and values while typing, and says at which column something is wrong. */
export function SearchBar({ words, facets, labelOf, onSearch, refusal }: SearchBarProps) {
  const [draft, setDraft] = useState(words);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const isNarrow = useNarrow();
  useKeys({ '/': () => field.current?.select() });
  const suggestions = completion?.suggestions ?? [];
  const { problems } = readSearch(draft);
  // While somebody types, the part under the caret is not finished; it is judged when the field is left or asked.
  const problem = draft === words ? problems[0] : undefined;
  const message = problem ? searchStrings.problem(problem.from + 1, problem.message) : draft === words ? refusal : null;

  const suggest = (text: string, caret: number) => {
    setCompletion(completeSearch(text, caret, { facets, labelOf }));
    setActive(-1);
  };
  const take = ({ insert }: Suggestion) => {
    if (!completion) return;
    const next = draft.slice(0, completion.from) + insert + draft.slice(completion.to).trimStart();
    const caret = completion.from + insert.length;
    setDraft(next);
    suggest(next, caret);
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const open = suggestions.length > 0;
    const chosen = suggestions[active];
    if (event.key === 'Escape') return open ? setCompletion(null) : event.currentTarget.blur();
    if (event.key === 'ArrowDown' && !open) suggest(draft, event.currentTarget.selectionStart ?? draft.length);
    else if (event.key === 'ArrowDown') setActive((active + 1) % suggestions.length);
    else if (event.key === 'ArrowUp' && open) setActive(active <= 0 ? suggestions.length - 1 : active - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <search className="relative block">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setCompletion(null);
          onSearch(draft.trim() || undefined);
        }}
      >
        <Icon name="search" className="pointer-events-none absolute top-2.5 left-3 text-muted" />
        <input
          ref={field}
          role="combobox"
          aria-expanded={suggestions.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          aria-invalid={message !== null}
          aria-describedby={`${list}-problem`}
          aria-label={searchStrings.label}
          className="field h-9 w-full pr-16 pl-9 text-base"
          placeholder={isNarrow ? searchStrings.narrowPlaceholder : searchStrings.placeholder}
          value={draft}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setDraft(event.target.value);
            suggest(event.target.value, event.target.selectionStart ?? event.target.value.length);
          }}
          onKeyDown={press}
          onBlur={() => setCompletion(null)}
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
      <SuggestionList id={list} suggestions={suggestions} active={active} onTake={take} field={field} />
      <p id={`${list}-problem`} role="status" className={message === null ? 'sr-only' : 'mt-1.5 whitespace-pre-line text-danger'}>
        {message}
      </p>
    </search>
  );
}

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onTake: (suggestion: Suggestion) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

function SuggestionList({ id, suggestions, active, onTake }: SuggestionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={searchStrings.suggestions}
      hidden={suggestions.length === 0}
      className="absolute inset-x-0 top-full z-30 mt-1 max-w-xl rounded-lg border border-line bg-surface p-1 shadow-lg"
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.insert}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="flex cursor-pointer items-baseline gap-3 rounded-md px-2.5 py-1 hover:bg-sunken aria-selected:bg-accent-soft"
          // The field keeps the focus, so that typing goes on.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(suggestion);
          }}
        >
          <span className="font-medium">{suggestion.label}</span>
          <span className="ml-auto truncate text-xs text-muted">{suggestion.detail}</span>
        </div>
      ))}
    </div>
  );
}
