import { useState } from 'react';
import type { Facets } from '../../api.ts';
import { searchStrings } from '../../strings/search.ts';
import { chosenValues, setValues, toggleValue } from './edit-search.ts';
import { type FacetView, prepareFacets } from './prepare-facets.ts';

interface FilterPanelProps {
  readonly q: string;
  readonly facets: Facets;
  readonly labelOf: (field: string, value: string) => string;
  readonly onSearch: (q: string) => void;
}

/** How many values a facet shows before it is opened. */
const shownFirst = 6;
const number = new Intl.NumberFormat('en');

/** Values of every field with their counts; several of one field can be chosen. */
export function FilterPanel({ q, facets, labelOf, onSearch }: FilterPanelProps) {
  return (
    <div className="flex flex-col gap-5">
      <DateFilter q={q} onSearch={onSearch} />
      {prepareFacets(facets, q, labelOf).map((facet) => (
        <FacetGroup key={facet.field} facet={facet} onPick={(value) => onSearch(toggleValue(q, facet.field, value))} />
      ))}
    </div>
  );
}

interface FacetGroupProps {
  readonly facet: FacetView;
  readonly onPick: (value: string) => void;
}

function FacetGroup({ facet, onPick }: FacetGroupProps) {
  const [open, setOpen] = useState(false);
  const shown = open ? facet.values : facet.values.filter(({ chosen }, index) => chosen || index < shownFirst);
  const hidden = facet.values.length - shown.length;
  return (
    <section aria-label={facet.title}>
      <h2 className="mb-1 px-2 text-xs font-semibold text-muted">{facet.title}</h2>
      <ul>
        {shown.map(({ value, label, count, chosen }) => (
          <li key={value}>
            <label className="flex min-h-6 items-center gap-2 rounded-md px-2 py-0.5 hover:bg-sunken has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent">
              <input type="checkbox" checked={chosen} onChange={() => onPick(value)} className="size-3.5 shrink-0 accent-accent" />
              <span className="truncate" title={label}>
                {label}
              </span>
              <span className={`ml-auto text-xs ${chosen ? '' : 'text-muted'}`}>{number.format(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {(hidden > 0 || open) && facet.values.length > shownFirst && (
        <button type="button" className="h-6 px-2 text-xs text-accent hover:underline" onClick={() => setOpen(!open)}>
          {open ? searchStrings.fewer : searchStrings.more(hidden)}
        </button>
      )}
    </section>
  );
}

function DateFilter({ q, onSearch }: Pick<FilterPanelProps, 'q' | 'onSearch'>) {
  return (
    <fieldset>
      <legend className="mb-1 px-2 text-xs font-semibold text-muted">{searchStrings.dates}</legend>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="flex items-center gap-2 px-2 py-0.5">
          <span className="w-9 text-muted">{searchStrings[end]}</span>
          <input
            type="date"
            className="field h-7 min-w-0 flex-1 text-xs"
            value={chosenValues(q, end)[0] ?? ''}
            onChange={(event) => onSearch(setValues(q, end, event.target.value === '' ? [] : [event.target.value]))}
          />
        </label>
      ))}
    </fieldset>
  );
}
