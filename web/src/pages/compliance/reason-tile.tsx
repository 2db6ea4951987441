import { useQuery } from '@tanstack/react-query';
import type { Period } from '../../analytics/periods.ts';
import { call, type Rule } from '../../api.ts';
import { reasonOf } from '../../findings/prepare-findings.ts';
import { capitalise } from '../../format.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { complianceStrings } from '../../strings/compliance.ts';

const { reasons: words } = complianceStrings;
const number = new Intl.NumberFormat('en');

/** Why contacts of the period could not be judged, asked of the rule itself. */
export function ReasonTile({ rule, period }: { readonly rule: Rule; readonly period: Period }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['backtest', rule.id, period],
    queryFn: ({ signal }) =>
      call('POST /v1/rules/{id}/backtest', { params: { id: rule.id }, body: { since: period.from, until: period.to } }, signal),
    staleTime: 5 * 60_000,
  });
  const reasons = data && Object.entries(data.reasons).sort(([, a], [, b]) => (b ?? 0) - (a ?? 0));
  return (
    <Tile title={words.title}>
      {!reasons && <Pending label={words.loading} error={error} onRetry={() => void refetch()} />}
      {reasons?.length === 0 && <p className="p-4 text-muted">{words.none}</p>}
      {reasons && reasons.length > 0 && (
        <>
          <table className="table [&_tbody_tr:first-child]:border-t-0">
            <thead className="sr-only">
              <tr>
                <th scope="col">{words.columns.reason}</th>
                <th scope="col">{words.columns.contacts}</th>
              </tr>
            </thead>
            <tbody>
              {reasons.map(([reason, count]) => (
                <tr key={reason}>
                  <th scope="row" className="font-normal">
                    {capitalise(reasonOf(reason))}
                  </th>
                  <td className="number">{number.format(count ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="border-t border-line px-4 py-2 text-xs text-muted">{words.concern}</p>
        </>
      )}
    </Tile>
  );
}
