import { Link } from '@tanstack/react-router';
import { insightsStrings } from '../strings/insights.ts';
import { numbersStrings } from '../strings/numbers.ts';
import { CellLink } from './links.tsx';
import { addDays } from './periods.ts';
import type { InsightView } from './prepare-insights.ts';
import { useMetricQuery } from './use-metric-query.ts';

const words = insightsStrings;

/** The kind, the subject, how much and how sure. */
export function InsightLine({ view }: { readonly view: InsightView }) {
  const { kindLabel, subject, effect, interval, since, driver } = view;
  return (
    <div className="flex min-w-0 items-baseline gap-3">
      <span className="chip w-22 shrink-0 justify-center">{kindLabel}</span>
      <div className="min-w-0">
        {driver === null ? (
          <span className="font-medium">{subject}</span>
        ) : (
          <Link
            to="/drivers/$id"
            params={{ id: driver }}
            className="inline-block leading-6 font-medium hover:text-accent hover:underline"
            preload={false}
          >
            {subject}
          </Link>
        )}
        <p>
          {effect} <span className="text-xs text-muted">{interval}</span>
        </p>
        <p className="text-xs text-muted">
          {since} · {numbersStrings.conversations(view.conversations)}
        </p>
      </div>
    </div>
  );
}

/** With its phrases, its doubt, and conversations that show it. */
export function InsightItem({ view, asOf }: { readonly view: InsightView; readonly asOf: string }) {
  return (
    <article className="rounded-lg border border-line bg-surface px-4 py-3">
      <InsightLine view={view} />
      <div className="mt-2 flex flex-col gap-2 sm:pl-25">
        {(view.phrases.length > 0 || view.segments.length > 0) && (
          <ul className="flex flex-wrap gap-1.5">
            {view.segments.map((segment) => (
              <li key={segment} className="chip border-line-strong">
                {segment}
              </li>
            ))}
            {view.phrases.map((phrase) => (
              <li key={phrase} className="chip">
                “{phrase}”
              </li>
            ))}
          </ul>
        )}
        <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
          {view.examples.map((id, at) => (
            <Link
              key={id}
              to="/interactions/$id"
              params={{ id }}
              className="inline-flex min-h-6 items-center text-accent hover:underline"
              preload={false}
            >
              {words.example(at + 1)}
            </Link>
          ))}
          <AllConversations view={view} asOf={asOf} />
          <span className="ml-auto">{view.error}</span>
        </p>
      </div>
    </article>
  );
}

const linkLook = 'inline-flex min-h-6 items-center font-medium text-accent hover:underline';

/** Opens the list. */
function AllConversations({ view: { behind, subject }, asOf }: { readonly view: InsightView; readonly asOf: string }) {
  const { data } = useMetricQuery(behind.kind === 'query' ? behind.query : null);
  const [row] = data?.rows ?? [];
  if (behind.kind === 'words') {
    return (
      <Link
        to="/interactions"
        search={{ q: `from:${behind.from} to:${addDays(asOf, -1)} ${behind.words}` }}
        className={linkLook}
        preload={false}
      >
        {words.listPhrase}
      </Link>
    );
  }
  if (behind.kind === 'none' || !row) return null;
  return (
    <CellLink cell={row.cell} what={subject} className={linkLook}>
      {words.list(row.contacts)}
    </CellLink>
  );
}
