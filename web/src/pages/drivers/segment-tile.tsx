import { dimensionLabel, dimensionValue } from '../../analytics/dimension-value.ts';
import { formatMetric, prepareValue } from '../../analytics/format-metric.ts';
import { CellLink, QueryLink } from '../../analytics/links.tsx';
import type { Period } from '../../analytics/periods.ts';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import { ValueBar } from '../../charts/draw/value-bar.tsx';
import { prepareBars } from '../../charts/prepare/bars.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { numbersStrings } from '../../strings/numbers.ts';
import { segmentQuery } from './driver-queries.ts';

interface SegmentTileProps {
  readonly driver: string;
  readonly dimension: string;
  readonly period: Period;
}

const mostSegments = 7;
const noNames: ReadonlyMap<string, string> = new Map();

/** A driver's contacts by one dimension, the largest groups first. */
export function SegmentTile({ driver, dimension, period }: SegmentTileProps) {
  const query = segmentQuery(driver, { dimension, period });
  const { data, error, refetch } = useMetricQuery(query);
  const title = dimensionLabel(dimension);
  const rows = data?.rows.slice(0, mostSegments) ?? [];
  const bars = prepareBars(
    rows.map(({ cell, values: { volume } }) => ({ key: cell, value: volume?.value ?? null, interval: volume?.interval ?? null })),
  );
  return (
    <Tile title={title} links={<QueryLink query={query} what={title} />}>
      {!data && <Pending label={numbersStrings.loading(title)} error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <p className="p-4 text-muted">{numbersStrings.notEnough}</p>}
      <ul className="py-2 empty:hidden">
        {rows.map(({ cell, dimensions, contacts, values }) => {
          const label = dimensionValue(dimension, dimensions[dimension] ?? '', noNames);
          return (
            <li key={cell} className="grid grid-cols-[minmax(0,1fr)_4rem_3rem_3rem] items-center gap-x-3 px-4 py-1">
              <span className="truncate" title={label}>
                {label}
              </span>
              <span title={prepareValue(values.volume, 'contacts').interval ?? undefined}>
                <ValueBar bar={bars.get(cell)} />
              </span>
              <span className="text-right text-muted">{formatMetric(contacts / Math.max(1, data?.contacts ?? 1), 'ratio')}</span>
              <span className="text-right">
                <CellLink cell={cell} what={label}>
                  {contacts.toLocaleString('en')}
                </CellLink>
              </span>
            </li>
          );
        })}
      </ul>
    </Tile>
  );
}
