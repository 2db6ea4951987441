import { dimensionValue } from '../../analytics/dimension-value.ts';
import { CellLink, QueryLink } from '../../analytics/links.tsx';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import type { QueryBody } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { complianceStrings as words } from '../../strings/compliance.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { metricOf } from './compliance-queries.ts';
import { isOutside, standingOf } from './prepare-register.ts';
import { RateBar } from './rate-bar.tsx';
import type { Obligation } from './use-obligations.ts';

interface GroupTileProps {
  readonly title: string;
  readonly dimension: 'team' | 'queue';
  readonly query: QueryBody;
  readonly row: Obligation;
}

const noNames: ReadonlyMap<string, string> = new Map();

/** The rate of each team or queue with its interval; those that differ by more than chance are marked. */
export function GroupTile({ title, dimension, query, row: { rule, standing } }: GroupTileProps) {
  const { data, error, refetch } = useMetricQuery(query);
  const groups = data?.rows
    .map((each) => ({
      cell: each.cell,
      name: dimensionValue(dimension, each.dimensions[dimension] ?? '', noNames),
      standing: standingOf(each.values[metricOf(rule.id)], rule.manner),
    }))
    .filter((group) => group.standing.judged > 0)
    .sort((a, b) => (a.standing.rate?.share ?? 2) - (b.standing.rate?.share ?? 2));
  return (
    <Tile title={title} links={<QueryLink query={query} what={title} />}>
      {!groups && <Pending label={title} error={error} onRetry={() => void refetch()} />}
      {groups && (
        <table className="table [&_tbody_tr:first-child]:border-t-0">
          <tbody>
            {groups.map((group) => (
              <tr key={group.cell}>
                <th scope="row" className="font-normal">
                  {group.name}
                  {isOutside(group.standing, standing) && (
                    <span className="ml-2 inline-flex items-center gap-1 text-xs text-warn" title={words.outside}>
                      <Icon name="alert" className="size-3" />
                      <span className="sr-only">{words.outside}</span>
                    </span>
                  )}
                </th>
                <td className="w-2/5">
                  {group.standing.rate ? (
                    <>
                      <RateBar rate={group.standing.rate} />
                      <span className="text-xs text-muted">
                        <span className="font-medium text-ink">{group.standing.rate.text}</span> · {group.standing.rate.range}
                      </span>
                    </>
                  ) : (
                    <span className="text-xs text-muted">{numbersStrings.notEnough}</span>
                  )}
                </td>
                <td className="number">
                  <CellLink cell={group.cell} what={group.name}>
                    {words.missedCount(group.standing.missed)}
                  </CellLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Tile>
  );
}
