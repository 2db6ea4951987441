import { useState } from 'react';
import type { Facets } from '../../api.ts';
import { searchStrings } from '../../strings/search.ts';
import { type FacetView, prepareFacets } from './prepare-facets.ts';
import type { SearchState } from './search-state.ts';

interface FilterPanelProps {
  readonly state: SearchState;
  readonly facets: Facets | undefined;
  readonly onChange: (next: SearchState) => void;
}

/** How many values a facet shows before it is opened. */
const shownFirst = 6;
const number = new Intl.NumberFormat('en');

export function FilterPanel({ state, facets, onChange }: FilterPanelProps) {
  return (
    <div className="flex flex-col gap-5">
      <DateFilter state={state} onChange={onChange} />
      {prepareFacets(facets ?? {}, state).map((facet) => (
        <FacetGroup
          key={facet.field}
          facet={facet}
          onPick={(value, chosen) => onChange({ ...state, [facet.field]: chosen ? undefined : value })}
        />
      ))}
    </div>
  );
}

interface FacetGroupProps {
  readonly facet: FacetView;
  readonly onPick: (value: string, chosen: boolean) => void;
}

function FacetGroup({ facet, onPick }: FacetGroupProps) {
  const [open, setOpen] = useState(false);
  const shown = open ? facet.values : facet.values.slice(0, shownFirst);
  const hidden = facet.values.length - shownFirst;
  return (
    <section aria-label={facet.title}>
      <h2 className="mb-1 px-2 text-xs font-semibold text-muted">{facet.title}</h2>
      <ul>
        {shown.map(({ value, label, count, chosen }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={chosen}
              onClick={() => onPick(value, chosen)}
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-0.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
            >
              <span className="truncate">{label}</span>
              <span className="ml-auto text-xs text-muted">{number.format(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="h-6 px-2 text-xs text-accent hover:underline" onClick={() => setOpen(!open)}>
          {open ? searchStrings.fewer : searchStrings.more(hidden)}
        </button>
      )}
    </section>
  );
}

function DateFilter({ state, onChange }: Pick<FilterPanelProps, 'state' | 'onChange'>) {
  return (
    <fieldset>
      <legend className="mb-1 px-2 text-xs font-semibold text-muted">{searchStrings.dates}</legend>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="flex items-center gap-2 px-2 py-0.5">
          <span className="w-9 text-muted">{searchStrings[end]}</span>
          <input
            type="date"
            className="field h-7 min-w-0 flex-1 text-xs"
            value={state[end] ?? ''}
            onChange={(event) => onChange({ ...state, [end]: event.target.value || undefined })}
          />
        </label>
      ))}
    </fieldset>
  );
}
