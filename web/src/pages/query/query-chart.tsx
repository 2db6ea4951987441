import { dimensionValue } from '../../analytics/dimension-value.ts';
import { metricLabel, prepareValue, unitOf } from '../../analytics/format-metric.ts';
import { Trend } from '../../analytics/trend.tsx';
import type { QueryResult } from '../../api.ts';
import { ValueBar } from '../../charts/draw/value-bar.tsx';
import { prepareBars } from '../../charts/prepare/bars.ts';
import { Tile } from '../../parts/tile.tsx';
import { queryStrings } from '../../strings/query.ts';
import { chartOf, type ResultContext } from './prepare-result.ts';

interface QueryChartProps extends ResultContext {
  readonly result: QueryResult;
}

/** More charts side by side are no longer compared by eye; the table has all. */
const mostCharts = 4;
const mostBars = 15;

/** One chart per metric, where the question fits one. */
export function QueryChart({ result, units, drivers }: QueryChartProps) {
  const kind = chartOf(result.query);
  const [dimension = ''] = result.query.dimensions;
  const metrics = result.query.metrics.slice(0, mostCharts);
  if (kind === 'none' || result.rows.length < 2) return null;
  return (
    <div className={`grid grid-cols-1 gap-5 ${metrics.length > 1 ? 'lg:grid-cols-2' : ''}`}>
      {metrics.map((metric) => (
        <Tile key={metric} title={metricLabel(metric)}>
          {kind === 'line' ? (
            <Trend
              result={result}
              dimension={dimension}
              metric={metric}
              unit={unitOf(metric, units)}
              title={metricLabel(metric)}
              isSmall={metrics.length > 2}
            />
          ) : (
            <BarChart result={result} metric={metric} dimension={dimension} units={units} drivers={drivers} />
          )}
        </Tile>
      ))}
    </div>
  );
}

interface BarChartProps extends QueryChartProps {
  readonly metric: string;
  readonly dimension: string;
}

function BarChart({ result, metric, dimension, units, drivers }: BarChartProps) {
  const rows = result.rows.slice(0, mostBars);
  const bars = prepareBars(
    rows.map(({ cell, values }) => ({ key: cell, value: values[metric]?.value ?? null, interval: values[metric]?.interval ?? null })),
  );
  return (
    <>
      <ul className="py-2">
        {rows.map(({ cell, dimensions, values }) => {
          const label = dimensionValue(dimension, dimensions[dimension] ?? '', drivers);
          const view = prepareValue(values[metric], unitOf(metric, units));
          return (
            <li key={cell} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_6rem] items-center gap-x-3 px-4 py-0.5">
              <span className="truncate" title={label}>
                {label}
              </span>
              <span title={view.interval ?? undefined}>
                <ValueBar bar={bars.get(cell)} />
              </span>
              <span className={`text-right ${view.isMeasured ? '' : 'text-xs text-muted'}`}>{view.text}</span>
            </li>
          );
        })}
      </ul>
      {result.rows.length > mostBars && <p className="px-4 pb-2 text-xs text-muted">{queryStrings.shown(mostBars, result.rows.length)}</p>}
    </>
  );
}
