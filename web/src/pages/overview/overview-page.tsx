import { useNavigate, useSearch } from '@tanstack/react-router';
import { metricLabel } from '../../analytics/format-metric.ts';
import { QueryLink } from '../../analytics/links.tsx';
import { formatPeriod, type Period } from '../../analytics/periods.ts';
import { Trend } from '../../analytics/trend.tsx';
import { useMetricCatalogue, useMetricQuery } from '../../analytics/use-metric-query.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { PeriodPicker, type PeriodState, periodsOf } from '../../analytics/view-period.tsx';
import { LoadError, Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { usePermitted } from '../../session/use-session.ts';
import { listStrings } from '../../strings/list.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { overviewStrings } from '../../strings/overview.ts';
import { DriverTile } from './driver-tile.tsx';
import { HeadlineGrid } from './headline.tsx';
import { InsightTile } from './insight-tile.tsx';
import { callQuery, callTrendQuery, driversQuery, headlineQuery, trendQuery } from './overview-queries.ts';
import { prepareHeadlines } from './prepare-headline.ts';
import { RuleTile } from './rule-tile.tsx';

const words = overviewStrings;

/** The state of things at a glance: how much, why, what changed, how it went. */
export function OverviewPage() {
  const state = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const newest = useNewestDay();
  const periods = periodsOf(state, newest.day);
  if (newest.error && newest.day === undefined) return <LoadError error={newest.error} onRetry={() => void newest.refetch()} />;
  if (newest.day === null) return <Message title={words.emptyTitle} help={listStrings.nothingHelp} />;
  const intro = periods && numbersStrings.period.against(formatPeriod(periods.period), formatPeriod(periods.before));
  const picker = <PeriodPicker state={state} newest={newest.day} onChange={(next) => void navigate({ search: next })} />;
  return (
    <PageFrame title={words.title} intro={intro ?? '…'} controls={picker}>
      {periods ? (
        <Tiles periods={periods} state={state} />
      ) : (
        <Pending label={numbersStrings.loading(words.title)} error={null} onRetry={() => void newest.refetch()} />
      )}
    </PageFrame>
  );
}

interface TilesProps {
  readonly periods: { readonly period: Period; readonly before: Period };
  readonly state: PeriodState;
}

function Tiles({ periods, state }: TilesProps) {
  // Drivers and what changed go over all teams, so whoever sees some has neither.
  const seesEverything = usePermitted('insights:read');
  const { period } = periods;
  return (
    <>
      <Headlines periods={periods} />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
        <VolumeTile period={period} />
        {seesEverything && <InsightTile asOf={period.to} />}
        {seesEverything && <DriverTile query={driversQuery(periods)} days={state.days} />}
        <RuleTile period={period} />
      </div>
    </>
  );
}

function Headlines({ periods }: Pick<TilesProps, 'periods'>) {
  const catalogue = useMetricCatalogue();
  const all = useMetricQuery(headlineQuery(periods));
  const calls = useMetricQuery(callQuery(periods));
  if (!all.data || !calls.data || !catalogue.data) {
    const error = all.error ?? calls.error ?? catalogue.error;
    const retry = () => void Promise.all([all.refetch(), calls.refetch(), catalogue.refetch()]);
    return <Pending label={numbersStrings.loading(words.title)} error={error} onRetry={retry} />;
  }
  const ofCalls = (metric: string) => words.ofCalls(metricLabel(metric));
  const headlines = [
    ...prepareHeadlines(all.data, { catalogue: catalogue.data, trend: trendQuery(periods) }),
    ...prepareHeadlines(calls.data, { catalogue: catalogue.data, trend: callTrendQuery(periods), labelOf: ofCalls }),
  ];
  return <HeadlineGrid headlines={headlines} />;
}

function VolumeTile({ period }: { readonly period: Period }) {
  const query = trendQuery({ period });
  const numbers = useMetricQuery(query);
  return (
    <Tile title={words.volume} links={<QueryLink query={query} what={words.volume} />} className="lg:col-span-2">
      {numbers.data ? (
        <Trend result={numbers.data} dimension="week" metric="volume" unit="contacts" title={words.volume} />
      ) : (
        <Pending label={numbersStrings.loading(words.volume)} error={numbers.error} onRetry={() => void numbers.refetch()} />
      )}
    </Tile>
  );
}
