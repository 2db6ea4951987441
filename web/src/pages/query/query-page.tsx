import { useNavigate, useSearch } from '@tanstack/react-router';
import { queryOf } from '../../analytics/query-state.ts';
import { driverNames, useDrivers } from '../../analytics/use-drivers.ts';
import { useMetricCatalogue, useMetricQuery } from '../../analytics/use-metric-query.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending } from '../../parts/tile.tsx';
import { numbersStrings } from '../../strings/numbers.ts';
import { queryStrings } from '../../strings/query.ts';
import { QueryBuilder } from './query-builder.tsx';
import { QueryChart } from './query-chart.tsx';
import { QueryJson } from './query-json.tsx';
import { QueryTable } from './query-table.tsx';

const words = queryStrings;

/** Any question about numbers; the address is the question. */
export function QueryPage() {
  const state = useSearch({ from: '/query' });
  const navigate = useNavigate({ from: '/query' });
  const catalogue = useMetricCatalogue();
  const drivers = driverNames(useDrivers().data);
  const query = queryOf(state);
  const result = useMetricQuery(query);
  const retry = () => void Promise.all([catalogue.refetch(), result.refetch()]);
  if (!catalogue.data) return <Pending label={numbersStrings.loading(words.title)} error={catalogue.error} onRetry={retry} />;
  const units = catalogue.data.metrics;
  return (
    <PageFrame title={words.title}>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <QueryBuilder state={state} catalogue={catalogue.data} drivers={drivers} onChange={(next) => void navigate({ search: next })} />
        <QueryJson query={query} />
      </div>
      {result.error && !result.isFetching && <Pending label={words.results} error={result.error} onRetry={retry} />}
      {!result.data && !result.error && <Pending label={numbersStrings.loading(words.results)} error={null} onRetry={retry} />}
      {result.data && !result.error && (
        <div className={`flex flex-col gap-5 ${result.isPlaceholderData ? 'opacity-60' : ''}`}>
          <QueryChart result={result.data} units={units} drivers={drivers} />
          <QueryTable result={result.data} units={units} drivers={drivers} />
        </div>
      )}
    </PageFrame>
  );
}
