import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { SavedSearch } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { Popover } from './popover.tsx';
import { useKeepSearch, useRemoveSearch, useSavedSearches } from './use-saved-searches.ts';

const { saved: words } = searchStrings;

/** Searches that people keep: open, save, rename, remove, and undo. */
export function SavedSearches({ q }: { readonly q: string }) {
  const { data } = useSavedSearches();
  const keep = useKeepSearch();
  const remove = useRemoveSearch();
  const [removed, setRemoved] = useState<SavedSearch | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const searches = data?.items ?? [];
  const takeOut = (search: SavedSearch) => remove.mutate(search.id, { onSuccess: () => setRemoved(search) });
  const putBack = ({ id, name, query }: SavedSearch) => keep.mutate({ id, name, query }, { onSuccess: () => setRemoved(null) });
  return (
    <Popover
      label={
        <>
          <Icon name="save" className="size-3.5" />
          {words.title}
        </>
      }
      align="right"
    >
      {(close) => (
        <div className="flex flex-col gap-1">
          {searches.length === 0 && <p className="px-2 py-1 text-muted">{words.none}</p>}
          <ul className="max-h-64 overflow-y-auto">
            {searches.map((search) =>
              renaming === search.id ? (
                <li key={search.id}>
                  <NameForm
                    name={search.name}
                    onKeep={(name) => keep.mutate({ id: search.id, name, query: search.query }, { onSuccess: () => setRenaming(null) })}
                  />
                </li>
              ) : (
                <li key={search.id} className="group flex items-center rounded-md hover:bg-sunken">
                  <Link to="/interactions" search={{ q: search.query }} onClick={close} className="min-w-0 flex-1 px-2 py-1">
                    <span className="block truncate">{search.name}</span>
                    <span className="block truncate text-xs text-muted">{search.query}</span>
                  </Link>
                  {search.isOwn && (
                    <>
                      <RowButton icon="pencil" name={words.rename(search.name)} onPress={() => setRenaming(search.id)} />
                      <RowButton icon="close" name={words.remove(search.name)} onPress={() => takeOut(search)} />
                    </>
                  )}
                </li>
              ),
            )}
          </ul>
          <p role="status" className="px-2 text-xs text-muted">
            {removed && (
              <>
                {words.removed(removed.name)}{' '}
                <button type="button" className="min-h-6 text-accent hover:underline" onClick={() => putBack(removed)}>
                  {words.undo}
                </button>
              </>
            )}
            {(keep.error ?? remove.error) && `${words.failed} ${(keep.error ?? remove.error)?.message}`}
          </p>
          {q !== '' && !searches.some(({ query }) => query === q) && (
            <div className="border-t border-line pt-2">
              <p className="px-2 text-xs font-semibold text-muted">{words.save}</p>
              <NameForm key={q} name="" onKeep={(name) => keep.mutate({ name, query: q })} />
            </div>
          )}
        </div>
      )}
    </Popover>
  );
}

function NameForm({ name, onKeep }: { readonly name: string; readonly onKeep: (name: string) => void }) {
  const [draft, setDraft] = useState(name);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim() !== '') onKeep(draft.trim());
  };
  return (
    <form onSubmit={keep} className="flex gap-1.5 p-1">
      <input
        className="field h-7 min-w-0 flex-1"
        aria-label={words.name}
        placeholder={words.name}
        maxLength={120}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" className="button h-7 text-xs" disabled={draft.trim() === ''}>
        {words.keep}
      </button>
    </form>
  );
}

function RowButton({ icon, name, onPress }: { readonly icon: 'pencil' | 'close'; readonly name: string; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className="grid size-7 place-items-center rounded text-muted hover:text-ink"
      onClick={onPress}
    >
      <Icon name={icon} className="size-3.5" />
    </button>
  );
}
