import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { formatPeriod, type Period } from '../../analytics/periods.ts';
import { Trend } from '../../analytics/trend.tsx';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { PeriodPicker, periodsOf } from '../../analytics/view-period.tsx';
import type { QueryResult, Rule } from '../../api.ts';
import { SeverityMark } from '../../findings/severity-mark.tsx';
import { Icon } from '../../parts/icon.tsx';
import { NotFound } from '../../parts/not-found.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { complianceStrings as words } from '../../strings/compliance.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { byQuery, metricOf, weeksQuery } from './compliance-queries.ts';
import { GroupTile } from './group-tile.tsx';
import { keptWeeks } from './kept-weeks.ts';
import { RateBar } from './rate-bar.tsx';
import { ReasonTile } from './reason-tile.tsx';
import { type Obligation, useObligations, useRules } from './use-obligations.ts';
import { ViolationTile } from './violation-tile.tsx';

/** One obligation: how often it was kept, since when and where it is not, who was missed with proof, and what cannot be judged. */
export function ObligationPage() {
  const { rule: id } = useParams({ from: '/compliance/$rule' });
  const state = useSearch({ from: '/compliance/$rule' });
  const navigate = useNavigate({ from: '/compliance/$rule' });
  const newest = useNewestDay();
  const rules = useRules();
  const period = periodsOf(state, newest.day)?.period ?? null;
  const { rows, error, retry } = useObligations(period);
  const row = rows?.find(({ rule }) => rule.id === id);
  const rule = rules.data?.items.find((each) => each.id === id);
  if (rows && !row) return <NotFound />;
  return (
    <PageFrame
      title={rule?.name ?? words.title}
      intro={
        <>
          <Link to="/compliance" search={state} className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline">
            <Icon name="back" className="size-3.5" />
            {words.all}
          </Link>
          <span className="block">{rule?.description}</span>
          {period && <span className="block">{formatPeriod(period)}</span>}
        </>
      }
      controls={<PeriodPicker state={state} newest={newest.day} onChange={(search) => void navigate({ search })} />}
    >
      {!row || !period ? (
        <Pending label={words.loading} error={error ?? newest.error} onRetry={retry} />
      ) : (
        <Details row={row} period={period} />
      )}
    </PageFrame>
  );
}

function Details({ row, period }: { readonly row: Obligation; readonly period: Period }) {
  const { rule, standing } = row;
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Tile title={words.kept} links={<SeverityMark severity={rule.severity} />}>
        <div className="flex flex-col gap-2 p-4">
          {standing.rate ? (
            <>
              <p className="text-xl font-semibold">{standing.rate.text}</p>
              <RateBar rate={standing.rate} />
              <p className="text-xs text-muted">{standing.rate.range}</p>
            </>
          ) : (
            <p className="text-muted">{numbersStrings.notEnough}</p>
          )}
          <p>
            {words.keptCount(standing.kept)} · <span className="font-medium">{words.missedCount(standing.missed)}</span>{' '}
            <span className="text-muted">{words.ofJudged(standing.judged)}</span>
          </p>
        </div>
      </Tile>
      <ReasonTile rule={rule} period={period} />
      <TrendTile rule={rule} period={period} />
      <GroupTile title={words.byTeam} dimension="team" query={byQuery(rule.id, 'team', period)} row={row} />
      <GroupTile title={words.byQueue} dimension="queue" query={byQuery(rule.id, 'queue', period)} row={row} />
      <ViolationTile rule={rule} period={period} missed={standing.missed} />
    </div>
  );
}

function TrendTile({ rule, period }: { readonly rule: Rule; readonly period: Period }) {
  const weeks = useMetricQuery(weeksQuery(rule.id, period));
  const result: QueryResult | undefined = weeks.data && keptWeeks(weeks.data, rule);
  return (
    <Tile title={words.trend} className="lg:col-span-2">
      {result ? (
        <Trend result={result} dimension="week" metric={metricOf(rule.id)} unit="ratio" title={words.trend} isSmall />
      ) : (
        <Pending label={words.trend} error={weeks.error} onRetry={() => void weeks.refetch()} />
      )}
    </Tile>
  );
}
