import { useQueries, useQuery } from '@tanstack/react-query';
import { CellLink, QueryLink } from '../../analytics/links.tsx';
import type { Period } from '../../analytics/periods.ts';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import { call } from '../../api.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { numbersStrings } from '../../strings/numbers.ts';
import { overviewStrings } from '../../strings/overview.ts';
import { graveRules, rulesQuery, verdictQuery } from './overview-queries.ts';
import { prepareRules, type RuleRow } from './prepare-rules.ts';

const words = overviewStrings;

/** The most severe rules: how often, how sure, and how many contacts nothing can be said of. */
export function RuleTile({ period }: { readonly period: Period }) {
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('GET /v1/rules', {}, signal) });
  const grave = graveRules(rules.data?.items ?? []);
  const numbers = useMetricQuery(grave.length > 0 ? rulesQuery(grave, { period }) : null);
  const rows = numbers.data && rules.data ? prepareRules(numbers.data, grave) : null;
  const verdicts = useQueries({
    queries: (rows ?? []).map(({ id }) => ({
      queryKey: ['query', verdictQuery(id, { period })],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => call('POST /v1/query', { body: verdictQuery(id, { period }) }, signal),
    })),
  });
  const cellOf = ({ id, verdict }: RuleRow) =>
    verdicts[rows?.findIndex((row) => row.id === id) ?? -1]?.data?.rows.find(({ dimensions }) => dimensions[`rule:${id}`] === verdict);
  return (
    <Tile title={words.rules} className="lg:col-span-2">
      {rules.data && grave.length === 0 && <p className="p-4 text-muted">{words.rulesNone}</p>}
      {!rows && (!rules.data || grave.length > 0) && (
        <Pending
          label={numbersStrings.loading(words.rules)}
          error={rules.error ?? numbers.error}
          onRetry={() => void Promise.all([rules.refetch(), numbers.refetch()])}
        />
      )}
      {rows && (
        <div className="relative overflow-x-auto">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.columns.rule}</th>
                <th scope="col" className="max-sm:hidden">
                  {words.columns.severity}
                </th>
                <th scope="col">{words.columns.rate}</th>
                <th scope="col" className="number max-sm:hidden">
                  {words.columns.notAssessable}
                </th>
                <th scope="col" className="number">
                  {numbersStrings.openConversations}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RuleLine key={row.id} row={row} period={period} cell={cellOf(row)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Tile>
  );
}

interface RuleLineProps {
  readonly row: RuleRow;
  readonly period: Period;
  /** undefined when there are none. */
  readonly cell: { readonly cell: string; readonly contacts: number } | undefined;
}

function RuleLine({ row, period, cell }: RuleLineProps) {
  const { name, severity, rate, value, notAssessable, verdict } = row;
  const what = `${name}, ${numbersStrings.verdicts[verdict]}`;
  return (
    <tr>
      <th scope="row" className="font-medium">
        {name}
        <span className="block text-xs font-normal text-muted sm:hidden">{severity}</span>
      </th>
      <td className="text-muted max-sm:hidden">{severity}</td>
      <td>
        <span className={value.isMeasured ? '' : 'text-muted'}>{rate}</span>
        <span className="block text-xs text-muted">{[value.interval, value.n].filter((part) => part !== null).join(' · ')}</span>
      </td>
      <td className="number text-muted max-sm:hidden">{notAssessable}</td>
      <td className="number">
        {cell ? (
          <CellLink cell={cell.cell} what={what}>
            {cell.contacts.toLocaleString('en')} {numbersStrings.verdicts[verdict]?.toLowerCase()}
          </CellLink>
        ) : (
          <QueryLink query={verdictQuery(row.id, { period })} what={name}>
            {overviewStrings.noneOf(numbersStrings.verdicts[verdict] ?? verdict)}
          </QueryLink>
        )}
      </td>
    </tr>
  );
}
