import { useId, useState } from 'react';
import { type DriverNames, dimensionLabel, dimensionValue, timeDimensions } from '../../analytics/dimension-value.ts';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import type { QueryFilter } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { queryStrings } from '../../strings/query.ts';
import { filterText, withValue } from './prepare-filters.ts';

const words = queryStrings;
const mostValues = 300;

interface FilterBuilderProps {
  readonly filters: readonly QueryFilter[];
  readonly dimensions: readonly string[];
  readonly drivers: DriverNames;
  readonly onChange: (filters: readonly QueryFilter[]) => void;
}

/** Filters as chips; a new one is a dimension, is or is not, and one of the values there are. */
export function FilterBuilder({ filters, dimensions, drivers, onChange }: FilterBuilderProps) {
  const [dimension, setDimension] = useState('');
  const [isNot, setIsNot] = useState(false);
  const id = useId();
  const choices = dimensions.filter((name) => !name.includes(':') && !timeDimensions.has(name));
  const pick = (value: string) => {
    onChange(withValue(filters, { dimension, value, isNot }));
    setDimension('');
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="float-left w-20 text-xs font-semibold text-muted">{words.filters}</legend>
      {filters.map((filter, at) => {
        const text = filterText(filter, drivers);
        return (
          <button
            key={text}
            type="button"
            className="chip h-7 max-w-full hover:border-line-strong"
            aria-label={words.remove(text)}
            onClick={() => onChange(filters.toSpliced(at, 1))}
          >
            <span className="truncate">{text}</span>
            <Icon name="close" className="size-3 text-muted" />
          </button>
        );
      })}
      <select
        className="field h-7 text-xs"
        aria-label={words.addFilter}
        value={dimension}
        onChange={(event) => setDimension(event.target.value)}
      >
        <option value="">{words.addFilter}…</option>
        {choices.map((name) => (
          <option key={name} value={name}>
            {dimensionLabel(name)}
          </option>
        ))}
      </select>
      {dimension !== '' && (
        <>
          <select
            className="field h-7 text-xs"
            aria-label={words.operator}
            value={isNot ? 'not' : 'is'}
            onChange={(event) => setIsNot(event.target.value === 'not')}
          >
            <option value="is">{words.is}</option>
            <option value="not">{words.isNot}</option>
          </select>
          <ValueChoice key={dimension} id={id} dimension={dimension} drivers={drivers} onPick={pick} />
        </>
      )}
    </fieldset>
  );
}

interface ValueChoiceProps {
  readonly id: string;
  readonly dimension: string;
  readonly drivers: DriverNames;
  readonly onPick: (value: string) => void;
}

/** The values that contacts have, the most frequent first. */
function ValueChoice({ id, dimension, drivers, onPick }: ValueChoiceProps) {
  const { data } = useMetricQuery({ metrics: ['volume'], dimensions: [dimension], limit: mostValues });
  const [none] = data?.rows.filter((row) => row.dimensions[dimension] === '') ?? [];
  const rows = data?.rows.filter((row) => row.dimensions[dimension]) ?? [];
  return (
    <select
      id={id}
      className="field h-7 max-w-56 text-xs"
      aria-label={words.value}
      value="-"
      // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field.
      autoFocus
      onChange={(event) => event.target.value !== '-' && onPick(event.target.value)}
    >
      <option value="-">{words.value}…</option>
      {[...rows, ...(none ? [none] : [])].map((row) => {
        const value = row.dimensions[dimension] ?? '';
        return (
          <option key={value} value={value}>
            {`${dimensionValue(dimension, value, drivers)} (${row.contacts.toLocaleString('en')})`}
          </option>
        );
      })}
    </select>
  );
}
