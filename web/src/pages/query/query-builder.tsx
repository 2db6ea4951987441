import type { DriverNames } from '../../analytics/dimension-value.ts';
import { dimensionLabel } from '../../analytics/dimension-value.ts';
import { metricLabel } from '../../analytics/format-metric.ts';
import { addDays } from '../../analytics/periods.ts';
import { canCompare, filtersOf, mostDimensions, mostMetrics, namesOf, type QueryState } from '../../analytics/query-state.ts';
import type { MetricCatalogue } from '../../api.ts';
import { queryStrings } from '../../strings/query.ts';
import { FilterBuilder } from './filter-builder.tsx';
import { NamePicker } from './name-picker.tsx';

const words = queryStrings;

interface QueryBuilderProps {
  readonly state: QueryState;
  readonly catalogue: MetricCatalogue;
  readonly drivers: DriverNames;
  readonly onChange: (state: QueryState) => void;
}

/** Metrics, groups, filters and days, each as what is chosen and a way to add one more. */
export function QueryBuilder({ state, catalogue, drivers, onChange }: QueryBuilderProps) {
  const metrics = namesOf(state.metrics ?? 'volume');
  const dimensions = namesOf(state.by);
  const listed = (names: readonly string[]) => names.join(',') || undefined;
  return (
    <section aria-label={words.title} className="grid gap-4 rounded-lg border border-line bg-surface p-4">
      <NamePicker
        label={words.metrics}
        add={words.addMetric}
        chosen={metrics}
        most={mostMetrics}
        names={catalogue.metrics.map(({ name }) => name)}
        families={catalogue.families}
        labelOf={metricLabel}
        onChange={(names) => onChange({ ...state, metrics: listed(names) })}
      />
      <NamePicker
        label={words.dimensions}
        add={words.addDimension}
        chosen={dimensions}
        most={mostDimensions}
        names={catalogue.dimensions.filter((name) => !name.includes(':'))}
        families={catalogue.dimensions.flatMap((name) => (name.includes(':') ? [name.split(':')[0] ?? ''] : []))}
        labelOf={dimensionLabel}
        onChange={(names) => onChange({ ...state, by: listed(names) })}
      />
      <FilterBuilder
        filters={filtersOf(state.filters)}
        dimensions={catalogue.dimensions}
        drivers={drivers}
        onChange={(filters) => onChange({ ...state, filters: filters.length > 0 ? JSON.stringify(filters) : undefined })}
      />
      <PeriodFields state={state} dimensions={dimensions} onChange={onChange} />
    </section>
  );
}

interface PeriodFieldsProps extends Pick<QueryBuilderProps, 'state' | 'onChange'> {
  readonly dimensions: readonly string[];
}

function PeriodFields({ state, dimensions, onChange }: PeriodFieldsProps) {
  const { from, to, compare } = state;
  const isComparable = canCompare(dimensions);
  const hasPeriod = from !== undefined && to !== undefined;
  const why = !isComparable ? words.compareTime : hasPeriod ? '' : words.comparePeriod;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <legend className="float-left w-20 text-xs font-semibold text-muted">{words.period}</legend>
      <label className="flex items-center gap-2 text-muted">
        {words.from}
        <input
          type="date"
          className="field text-ink"
          value={from ?? ''}
          onChange={(event) => onChange({ ...state, from: event.target.value || undefined })}
        />
      </label>
      <label className="flex items-center gap-2 text-muted">
        {words.to}
        <input
          type="date"
          className="field text-ink"
          value={to ? addDays(to, -1) : ''}
          onChange={(event) => onChange({ ...state, to: event.target.value ? addDays(event.target.value, 1) : undefined })}
        />
      </label>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={compare === 'before'}
          disabled={why !== '' && compare !== 'before'}
          onChange={(event) => onChange({ ...state, compare: event.target.checked ? 'before' : undefined })}
        />
        {words.compare}
      </label>
      {why && <span className="text-xs text-muted">{why}</span>}
    </fieldset>
  );
}
