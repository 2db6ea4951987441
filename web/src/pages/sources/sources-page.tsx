import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { printPart } from '../../../../src/analytics/search/read-search.ts';
import { call } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { LoadError, Message } from '../../parts/message.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { appStrings } from '../../strings/app.ts';
import { listStrings } from '../../strings/list.ts';
import { sourcesStrings } from '../../strings/sources.ts';
import { ParkedList } from './parked-list.tsx';
import { prepareSource, type SourceRow } from './prepare-sources.ts';
import { useSources } from './use-sources.ts';

const moment = { thisYear: new Date().getFullYear() };

/** What came in from where, how late, and what could not be read. */
export function SourcesPage() {
  const sources = useSources();
  const unmatched = useQuery({ queryKey: ['unmatched'], queryFn: ({ signal }) => call('GET /v1/metadata/unmatched', {}, signal) });
  if (sources.error && !sources.data) return <LoadError error={sources.error} onRetry={() => void sources.refetch()} />;
  const waiting = unmatched.data?.items.length ?? 0;
  return (
    <ScrollRegion label={sourcesStrings.title} className="h-full overflow-y-auto">
      <title>{`${sourcesStrings.title} – ${appStrings.name}`}</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-4 py-6">
        <h1 className="text-lg font-semibold">{sourcesStrings.title}</h1>
        {!sources.data && <div role="status" aria-label={sourcesStrings.loading} className="skeleton h-40" />}
        {sources.data?.items.length === 0 && <Message title={sourcesStrings.emptyTitle} help={listStrings.nothingHelp} />}
        {sources.data && sources.data.items.length > 0 && (
          <section>
            <SourceTable rows={sources.data.items.map((status) => prepareSource(status, moment))} />
            <p className="mt-2 text-xs text-muted">{sourcesStrings.lagHelp}</p>
          </section>
        )}
        <ParkedList />
        {waiting > 0 && (
          <section>
            <h2 className="mb-1 font-semibold">{sourcesStrings.unmatchedTitle}</h2>
            <p className="text-muted">{sourcesStrings.unmatched(waiting)}</p>
          </section>
        )}
      </div>
    </ScrollRegion>
  );
}

function SourceTable({ rows }: { readonly rows: readonly SourceRow[] }) {
  const { columns } = sourcesStrings;
  return (
    <ScrollRegion label={sourcesStrings.tableLabel} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.source}</th>
            {[columns.captured, columns.parked, columns.lag].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            {[columns.newest, columns.lastSeen, columns.waiting].map((name) => (
              <th key={name} scope="col" className="number max-sm:hidden">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.source}>
              <th scope="row">
                <Link
                  to="/interactions"
                  search={{ q: printPart({ kind: 'filter', field: 'source', values: [row.source], isExcluded: false }) }}
                  className="font-medium hover:text-accent hover:underline"
                >
                  {row.source}
                </Link>
              </th>
              <td className="number">{row.captured}</td>
              <td className={`number ${row.hasParked ? 'font-medium text-warn' : 'text-muted'}`}>{row.parked}</td>
              <td className={`number ${row.isAhead ? 'text-warn' : ''}`}>
                <span className="inline-flex items-baseline gap-1">
                  {row.isAhead && <Icon name="alert" className="size-3.5 self-center" />}
                  {row.lag}
                </span>
              </td>
              <td className="number max-sm:hidden">{row.newest}</td>
              <td className="number max-sm:hidden">{row.lastSeen}</td>
              <td className={`number max-sm:hidden ${row.waiting === '0' ? 'text-muted' : ''}`}>{row.waiting}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
