import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { LoadError, Message } from '../../parts/message.tsx';
import { Permitted } from '../../session/permitted.tsx';
import { appStrings } from '../../strings/app.ts';
import { listStrings } from '../../strings/list.ts';
import { searchStrings } from '../../strings/search.ts';
import { ColumnMenu } from './column-menu.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { InteractionList } from './interaction-list.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { QueryChips } from './query-chips.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { SearchBar } from './search-bar.tsx';
import { SearchHelp } from './search-help.tsx';
import { columnsOf, type SearchState } from './search-state.ts';
import { useFacets, useInteractions } from './use-interactions.ts';
import { useNames } from './use-names.ts';

/** Everything that came in, found by one search: as a line, as chips, and as facets, which all say the same. */
export function InteractionsPage() {
  const state = useSearch({ from: '/interactions' });
  const navigate = useNavigate({ from: '/interactions' });
  const [filtersOpen, setFiltersOpen] = useState(false);
  const found = useInteractions(state);
  const facets = useFacets(state);
  const labelOf = useNames(facets);
  const { q = '' } = state;
  const change = (next: SearchState) => void navigate({ search: next });
  const search = (next: string | undefined) => change({ ...state, q: next ?? '' });
  // A search that cannot be read is answered under the search bar.
  const refusal = found.error instanceof ApiError && found.error.status < 500 ? found.error.message : null;

  return (
    <div className="grid h-full grid-cols-1 md:grid-cols-[15rem_1fr]">
      <title>{`${searchStrings.title} – ${appStrings.name}`}</title>
      <h1 className="sr-only">{searchStrings.title}</h1>
      <aside
        id="filters"
        aria-label={searchStrings.filters}
        className={`min-h-0 overflow-y-auto border-line bg-ground p-3 max-md:border-b md:block md:border-r ${filtersOpen ? '' : 'hidden'}`}
      >
        <FilterPanel q={q} facets={facets} labelOf={labelOf} onSearch={search} />
      </aside>
      <section className={`min-h-0 min-w-0 flex-col md:flex ${filtersOpen ? 'hidden' : 'flex'}`}>
        <div className="flex flex-col gap-2 border-b border-line bg-surface px-4 py-3">
          <SearchBar key={q} words={q} facets={facets} labelOf={labelOf} onSearch={search} refusal={refusal} />
          <QueryChips state={state} facets={facets} labelOf={labelOf} onChange={change} />
          <div className="flex min-h-7 flex-wrap items-center gap-2">
            <span role="status" className="mr-auto text-muted">
              {refusal !== null ? '' : found.total === null || found.isStale ? searchStrings.counting : searchStrings.results(found.total)}
            </span>
            <SearchHelp />
            <SavedSearches q={q} />
            <span className="max-md:hidden">
              <ColumnMenu state={state} onChange={change} />
            </span>
            {found.total !== null && found.total > 0 && refusal === null && (
              <Permitted to="conversations:export">
                <ExportMenu state={state} total={found.total} />
              </Permitted>
            )}
          </div>
        </div>
        <div className="min-h-0 flex-1 bg-surface">
          {refusal !== null ? (
            <Message title={listStrings.refusedTitle} help={listStrings.refusedHelp} />
          ) : found.error ? (
            <LoadError error={found.error} onRetry={found.retry} />
          ) : found.total === null ? (
            <ListSkeleton />
          ) : found.total === 0 ? (
            <NothingFound isFiltered={q !== '' || state.cell !== undefined} onClear={() => change({})} />
          ) : (
            <InteractionList found={found} columns={columnsOf(state)} />
          )}
        </div>
      </section>
      <button
        type="button"
        className="button fixed right-4 bottom-4 z-10 shadow-lg md:hidden"
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
