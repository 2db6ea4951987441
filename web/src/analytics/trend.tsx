import type { QueryResult } from '../api.ts';
import { LineChart } from '../charts/draw/line-chart.tsx';
import { prepareLineChart } from '../charts/prepare/line-chart.ts';
import { numbersStrings } from '../strings/numbers.ts';
import { dimensionLabel } from './dimension-value.ts';
import { formatMetric, metricLabel, prepareValue, type Unit } from './format-metric.ts';
import { CellLink } from './links.tsx';
import { seriesOf } from './series.ts';

interface TrendProps {
  readonly result: QueryResult;
  readonly dimension: string;
  readonly metric: string;
  readonly unit: Unit;
  readonly title: string;
  readonly isSmall?: boolean;
}

/** One metric over time: a line with its interval, and the same as a table whose rows open their conversations. */
export function Trend({ result, dimension, metric, unit, title, isSmall = false }: TrendProps) {
  const series = seriesOf(result, { dimension, metric });
  const chart = prepareLineChart(series, { format: (value) => formatMetric(value, unit), fromZero: unit !== 'score' });
  return (
    <>
      {chart ? <LineChart chart={chart} title={title} isSmall={isSmall} /> : <p className="p-4 text-muted">{numbersStrings.notEnough}</p>}
      <details className="border-t border-line px-4 py-1.5">
        <summary className="min-h-6 text-xs text-accent">
          {numbersStrings.asTable}
          {chart?.hasPartial && <span className="ml-3 text-muted">{numbersStrings.partialHelp}</span>}
        </summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{dimensionLabel(dimension)}</th>
              <th scope="col" className="number">
                {metricLabel(metric)}
              </th>
              <th scope="col" className="number">
                {numbersStrings.openConversations}
              </th>
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row, index) => {
              const view = prepareValue(row.values[metric], unit);
              const label = series[index]?.label ?? '';
              return (
                <tr key={row.cell}>
                  <th scope="row" className="font-normal">
                    {label} {row.partial && <span className="chip">{numbersStrings.partial}</span>}
                  </th>
                  <td className="number">
                    {view.text} <span className="text-xs text-muted">{view.interval}</span>
                  </td>
                  <td className="number">
                    <CellLink cell={row.cell} what={label}>
                      {row.contacts.toLocaleString('en')}
                    </CellLink>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </>
  );
}
