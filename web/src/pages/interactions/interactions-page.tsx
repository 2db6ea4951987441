import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { LoadError, Message } from '../../parts/message.tsx';
import { appStrings } from '../../strings/app.ts';
import { listStrings } from '../../strings/list.ts';
import { searchStrings } from '../../strings/search.ts';
import { ActiveFilters } from './active-filters.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { InteractionList } from './interaction-list.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { SearchBar } from './search-bar.tsx';
import { activeFilters, type SearchState } from './search-state.ts';
import { useFacets, useInteractions } from './use-interactions.ts';

/** Everything that came in, found by words and narrowed by facets. */
export function InteractionsPage() {
  const state = useSearch({ from: '/interactions' });
  const navigate = useNavigate({ from: '/interactions' });
  const [filtersOpen, setFiltersOpen] = useState(false);
  const found = useInteractions(state);
  const facets = useFacets(state);
  const change = (next: SearchState) => void navigate({ search: next });
  const isFiltered = state.q !== undefined || activeFilters(state).length > 0;

  return (
    <div className="grid h-full grid-cols-1 md:grid-cols-[16rem_1fr]">
      <title>{appStrings.name}</title>
      <h1 className="sr-only">{appStrings.conversations}</h1>
      <aside
        id="filters"
        aria-label={searchStrings.filters}
        className={`min-h-0 overflow-y-auto border-line bg-ground p-4 max-md:border-b md:block md:border-r ${filtersOpen ? '' : 'hidden'}`}
      >
        <FilterPanel state={state} facets={facets.data} onChange={change} />
      </aside>
      <section className={`min-h-0 min-w-0 flex-col md:flex ${filtersOpen ? 'hidden' : 'flex'}`}>
        <div className="flex flex-col gap-2 border-b border-line bg-surface px-4 py-3">
          <SearchBar key={state.q ?? ''} words={state.q ?? ''} onSearch={(q) => change({ ...state, q })} />
          <div className="flex min-h-6 flex-wrap items-center gap-2">
            <span role="status" className="text-muted">
              {found.total === null ? ' ' : searchStrings.results(found.total)}
            </span>
            <ActiveFilters state={state} onChange={change} />
            {found.total !== null && found.total > 0 && <ExportMenu state={state} total={found.total} />}
          </div>
        </div>
        <div className="min-h-0 flex-1 bg-surface">
          {found.error ? (
            <LoadError error={found.error} onRetry={found.retry} />
          ) : found.total === null ? (
            <ListSkeleton />
          ) : found.total === 0 ? (
            <NothingFound isFiltered={isFiltered} onClear={() => change({})} />
          ) : (
            <InteractionList hits={found.hits} hasMore={found.hasMore} onNearEnd={found.loadMore} isStale={found.isStale} />
          )}
        </div>
      </section>
      <button
        type="button"
        className="button fixed right-4 bottom-4 shadow-lg md:hidden"
        aria-expanded={filtersOpen}
        aria-controls="filters"
        onClick={() => setFiltersOpen(!filtersOpen)}
      >
        <Icon name={filtersOpen ? 'close' : 'filter'} />
        {filtersOpen && found.total !== null ? searchStrings.results(found.total) : searchStrings.filters}
      </button>
    </div>
  );
}

function NothingFound({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (!isFiltered) return <Message title={listStrings.nothingTitle} help={listStrings.nothingHelp} />;
  return (
    <Message title={listStrings.emptyTitle} help={listStrings.emptyHelp}>
      <button type="button" className="button" onClick={onClear}>
        {searchStrings.clearEverything}
      </button>
    </Message>
  );
}
