import { formatDay } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { contactStrings } from '../../strings/contact.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { searchStrings } from '../../strings/search.ts';
import { facetLabel } from './prepare-facets.ts';
import { activeFilters, type SearchState } from './search-state.ts';

interface ActiveFiltersProps {
  readonly state: SearchState;
  readonly onChange: (next: SearchState) => void;
}

export function ActiveFilters({ state, onChange }: ActiveFiltersProps) {
  const filters = activeFilters(state);
  if (filters.length === 0) return null;
  const without = (field: string): SearchState => Object.fromEntries(Object.entries(state).filter(([name]) => name !== field));
  return (
    <>
      {filters.map(({ field, value }) => {
        if (field === 'cell') return <CellFilter key={field} onRemove={() => onChange(without(field))} />;
        const label = field === 'from' || field === 'to' ? formatDay(value) : facetLabel(field, value);
        return (
          <button
            key={field}
            type="button"
            className="chip h-6 hover:border-line-strong"
            aria-label={searchStrings.remove(contactStrings.fields[field], label)}
            onClick={() => onChange(without(field))}
          >
            <span className="text-muted">{contactStrings.fields[field]}</span> {label}
            <Icon name="close" className="size-3 text-muted" />
          </button>
        );
      })}
      <button
        type="button"
        className="h-6 px-1 text-xs text-accent hover:underline"
        onClick={() => onChange(state.q ? { q: state.q } : {})}
      >
        {searchStrings.clearAll}
      </button>
    </>
  );
}

/** What a cell holds only the server reads: it is named, not spelled out. */
function CellFilter({ onRemove }: { readonly onRemove: () => void }) {
  return (
    <button type="button" className="chip h-6 hover:border-line-strong" aria-label={numbersStrings.list.removeCell} onClick={onRemove}>
      {numbersStrings.list.cell}
      <Icon name="close" className="size-3 text-muted" />
    </button>
  );
}
