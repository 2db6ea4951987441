import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { formatMetric, formatRange } from '../../analytics/format-metric.ts';
import { formatPeriod, type Period } from '../../analytics/periods.ts';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { periodsOf } from '../../analytics/view-period.tsx';
import { ApiError, call } from '../../api.ts';
import { formatDay } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending } from '../../parts/tile.tsx';
import { complianceStrings } from '../../strings/compliance.ts';
import { findingStrings } from '../../strings/findings.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { queryStrings } from '../../strings/query.ts';
import { type Obligation, useObligations } from './use-obligations.ts';

const { attestation: words, columns, all } = complianceStrings;
const number = new Intl.NumberFormat('en');

/** What an officer signs: period, rules with their version, counts with what is in none of them, and how findings were measured. */
export function ReportPage() {
  const state = useSearch({ from: '/compliance/report' });
  const newest = useNewestDay();
  const period = periodsOf(state, newest.day)?.period ?? null;
  const { rows, error, retry } = useObligations(period);
  return (
    <PageFrame
      title={words.title}
      intro={
        <Link to="/compliance" search={state} className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline print:hidden">
          <Icon name="back" className="size-3.5" />
          {all}
        </Link>
      }
      controls={
        <button type="button" className="button button-accent print:hidden" disabled={!rows} onClick={() => window.print()}>
          <Icon name="print" />
          {words.print}
        </button>
      }
    >
      {rows && period ? (
        <Report rows={rows} period={period} />
      ) : (
        <Pending label={words.title} error={error ?? newest.error} onRetry={retry} />
      )}
    </PageFrame>
  );
}

function Report({ rows, period }: { readonly rows: readonly Obligation[]; readonly period: Period }) {
  const versions = useQuery({ queryKey: ['rule-versions'], queryFn: ({ signal }) => call('GET /v1/rules/versions', {}, signal) });
  const volume = useMetricQuery({ metrics: ['volume'], period });
  const shown = versions.data?.items.find(({ state }) => state === 'shown');
  const excluded = Object.entries(volume.data?.excluded ?? {}).filter(([, count]) => count > 0);
  const leftOut = excluded.map(([reason, count]) => queryStrings.reasonCount(count, reason)).join(', ');
  return (
    <article className="flex flex-col gap-5">
      <dl className="grid grid-cols-[9rem_1fr] gap-x-4 gap-y-1.5 max-sm:grid-cols-1">
        <Fact name={words.period}>{formatPeriod(period)}</Fact>
        <Fact name={words.made}>{formatDay(new Date().toISOString().slice(0, 10))}</Fact>
        <Fact name={words.rules}>
          {shown ? words.version(shown.version, formatDay(shown.publishedAt.slice(0, 10))) : words.unpublished}
        </Fact>
        {shown && (
          <Fact name={words.hash}>
            <code className="font-mono text-xs break-all">{shown.hash}</code>
          </Fact>
        )}
        <Fact name={words.scope}>{words.counted(volume.data?.contacts ?? 0)}</Fact>
        <Fact name={words.excluded}>{leftOut || words.excludedNone}</Fact>
      </dl>
      <div className="table-frame">
        <table className="table">
          <caption className="sr-only">{words.table}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.obligation}</th>
              <th scope="col">{columns.kept}</th>
              <th scope="col" className="number">
                {columns.missed}
              </th>
              <th scope="col" className="number max-sm:hidden print:table-cell">
                {columns.judged}
              </th>
              <th scope="col" className="number max-sm:hidden print:table-cell">
                {columns.notJudged}
              </th>
              <th scope="col" className="max-md:hidden print:table-cell">
                {words.precision}
              </th>
            </tr>
          </thead>
          <tbody>
            <ReportRows rows={rows} />
          </tbody>
        </table>
      </div>
      <p className="max-w-3xl text-muted">{words.method}</p>
      <p className="mt-10 w-80 max-w-full border-t border-line-strong pt-1 text-xs text-muted">{words.signature}</p>
    </article>
  );
}

function ReportRows({ rows }: { readonly rows: readonly Obligation[] }) {
  const measures = useQueries({
    queries: rows.map(({ rule: { id } }) => ({ queryKey: ['rule-measure', id], queryFn: () => measureOf(id), retry: false })),
  });
  return rows.map(({ rule, standing }, index) => (
    <tr key={rule.id}>
      <th scope="row" className="font-medium">
        {rule.name}
        <span className="block text-xs font-normal text-muted">{findingStrings.severity[rule.severity]}</span>
      </th>
      <td>
        {standing.rate === null ? numbersStrings.notEnough : standing.rate.text}
        {standing.rate && <span className="block text-xs text-muted">{standing.rate.range}</span>}
      </td>
      <td className="number">{number.format(standing.missed)}</td>
      <td className="number max-sm:hidden print:table-cell">{number.format(standing.judged)}</td>
      <td className="number max-sm:hidden print:table-cell">{number.format(standing.notJudged)}</td>
      <td className="text-muted max-md:hidden print:table-cell">{precisionText(measures[index]?.data)}</td>
    </tr>
  ));
}

type Measure = Awaited<ReturnType<typeof measureOf>>;

/** Null where nobody has judged findings of the rule yet. */
async function measureOf(id: string) {
  try {
    const { items } = await call('GET /v1/rules/{id}/labels', { params: { id } });
    return items.length === 0 ? null : await call('GET /v1/rules/{id}/measure', { params: { id }, query: {} });
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return null;
    throw error;
  }
}

function precisionText(measure: Measure | undefined): string {
  if (!measure?.precision) return words.notSampled;
  const { value, interval, n } = measure.precision;
  return `${formatMetric(value, 'ratio')} (${formatRange(interval, 'ratio')}), ${numbersStrings.n(n)}`;
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
