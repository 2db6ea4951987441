import { Link } from '@tanstack/react-router';
import { InsightLine } from '../../analytics/insight-item.tsx';
import { prepareInsight } from '../../analytics/prepare-insights.ts';
import { useDrivers } from '../../analytics/use-drivers.ts';
import { useInsights } from '../../analytics/use-insights.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { insightsStrings } from '../../strings/insights.ts';
import { overviewStrings } from '../../strings/overview.ts';

const words = insightsStrings;
const mostInsights = 6;

/** What stands out as of the day after the period. Without drivers nothing is asked: asking would first have to find them. */
export function InsightTile({ asOf }: { readonly asOf: string }) {
  const model = useDrivers();
  const insights = useInsights(model.data ? asOf : null);
  const views = insights.data?.items.slice(0, mostInsights).map((insight) => prepareInsight(insight, asOf));
  const link = (
    <Link to="/insights" search={{ asOf }} className="inline-flex min-h-6 items-center text-xs text-accent hover:underline">
      {overviewStrings.more(words.title.toLowerCase())}
    </Link>
  );
  return (
    <Tile title={words.title} links={link}>
      {model.data === null && <p className="p-4 text-muted">{words.needsDrivers}</p>}
      {model.data !== null && !views && (
        <Pending label={words.loading} error={model.error ?? insights.error} onRetry={() => void insights.refetch()} />
      )}
      {views?.length === 0 && <p className="p-4 text-muted">{words.none}</p>}
      {views && views.length > 0 && (
        <ul className="flex flex-col gap-3 px-4 py-3">
          {views.map((view) => (
            <li key={view.key}>
              <InsightLine view={view} />
            </li>
          ))}
        </ul>
      )}
    </Tile>
  );
}
