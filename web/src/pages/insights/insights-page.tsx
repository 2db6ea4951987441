import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { InsightItem } from '../../analytics/insight-item.tsx';
import { addDays } from '../../analytics/periods.ts';
import { countKinds, prepareInsight } from '../../analytics/prepare-insights.ts';
import { useDrivers } from '../../analytics/use-drivers.ts';
import { useInsights } from '../../analytics/use-insights.ts';
import { useNewestDay } from '../../analytics/use-newest-day.ts';
import { LoadError, Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending } from '../../parts/tile.tsx';
import { driversStrings } from '../../strings/drivers.ts';
import { insightsStrings } from '../../strings/insights.ts';
import type { InsightState } from './insight-state.ts';

const words = insightsStrings;

/** Everything that stands out as of a day, the surest news first as the server orders it. */
export function InsightsPage() {
  const state = useSearch({ from: '/insights' });
  const navigate = useNavigate({ from: '/insights' });
  const newest = useNewestDay();
  const asOf = state.asOf ?? (newest.day ? addDays(newest.day, 1) : null);
  const change = (next: InsightState) => void navigate({ search: next });
  if (newest.error && newest.day === undefined) return <LoadError error={newest.error} onRetry={() => void newest.refetch()} />;
  const chooser = (
    <label className="flex items-center gap-2 text-muted">
      {words.asOf}
      <input
        type="date"
        className="field text-ink"
        title={words.asOfHelp}
        value={asOf ?? ''}
        onChange={(event) => change({ ...state, asOf: event.target.value || undefined })}
      />
    </label>
  );
  return (
    <PageFrame title={words.title} intro={words.intro} controls={chooser}>
      <Feed asOf={asOf} state={state} onChange={change} />
    </PageFrame>
  );
}

interface FeedProps {
  readonly asOf: string | null;
  readonly state: InsightState;
  readonly onChange: (state: InsightState) => void;
}

function Feed({ asOf, state, onChange }: FeedProps) {
  const model = useDrivers();
  const insights = useInsights(model.data ? asOf : null);
  if (model.data === null) {
    return (
      <Message title={driversStrings.noneTitle} help={words.needsDrivers}>
        <Link to="/drivers" className="button button-accent">
          {driversStrings.find}
        </Link>
      </Message>
    );
  }
  if (!insights.data) {
    return (
      <>
        {!insights.error && <p className="text-muted">{words.loading}</p>}
        <Pending label={words.loading} error={model.error ?? insights.error} onRetry={() => void insights.refetch()} />
      </>
    );
  }
  const views = insights.data.items.map((insight) => prepareInsight(insight, asOf ?? ''));
  if (views.length === 0) return <Message title={words.none} />;
  const shown = views.filter(({ kind }) => state.kind === undefined || kind === state.kind);
  return (
    <>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{words.kindsLabel}</legend>
        <button
          type="button"
          className="button"
          aria-pressed={state.kind === undefined}
          onClick={() => onChange({ ...state, kind: undefined })}
        >
          {words.all} <span className="text-xs">{views.length}</span>
        </button>
        {countKinds(views).map(({ kind, label, count }) => (
          <button
            key={kind}
            type="button"
            className="button"
            aria-pressed={kind === state.kind}
            onClick={() => onChange({ ...state, kind })}
          >
            {label} <span className="text-xs">{count}</span>
          </button>
        ))}
      </fieldset>
      <ul className="flex flex-col gap-3">
        {shown.map((view) => (
          <li key={view.key}>
            <InsightItem view={view} asOf={asOf ?? ''} />
          </li>
        ))}
      </ul>
    </>
  );
}
