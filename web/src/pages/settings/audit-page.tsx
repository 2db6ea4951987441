import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '../../../../src/http/contract/routes.ts';
import { call } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { LoadError } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { accessStrings } from '../../strings/access.ts';
import { AccessTabs } from './access-tabs.tsx';

const { audit: strings } = accessStrings;
const moment = { thisYear: new Date().getFullYear() };
const actions = Object.entries(strings.actions) as [AuditRow['action'], string][];
const ofConversations: ReadonlySet<AuditRow['action']> = new Set(['open', 'media', 'export', 'unredacted']);

type AuditRow = Reply<'GET /v1/audit'>['items'][number];

/** Who saw what. */
export function AuditPage() {
  const [action, setAction] = useState<AuditRow['action'] | ''>('');
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['audit', action],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/audit', { query: { ...(action && { action }), ...(pageParam !== null && { before: pageParam }) } }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  if (error && !data) return <LoadError error={error} onRetry={() => void refetch()} />;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const filter = (
    <select
      aria-label={strings.filter}
      className="field"
      value={action}
      onChange={({ target }) => setAction(target.value as AuditRow['action'] | '')}
    >
      <option value="">{strings.all}</option>
      {actions.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <PageFrame title={strings.title} intro={strings.intro} controls={filter}>
      <AccessTabs />
      <Verify />
      {!data && <div className="skeleton h-40" />}
      {data && rows.length === 0 && <p className="text-muted">{strings.none}</p>}
      {rows.length > 0 && <AuditTable rows={rows} />}
      {hasNextPage && (
        <button type="button" className="button self-center" disabled={isFetching} onClick={() => void fetchNextPage()}>
          {strings.more}
        </button>
      )}
    </PageFrame>
  );
}

function Verify() {
  const verify = useMutation({ mutationFn: () => call('GET /v1/audit/verify', { query: {} }) });
  const { data } = verify;
  const number = (count: number) => count.toLocaleString('en');
  return (
    <div className="flex flex-wrap items-center gap-3">
      <button type="button" className="button" disabled={verify.isPending} onClick={() => verify.mutate()}>
        {verify.isPending ? strings.verifying : strings.verify}
      </button>
      <p role="status" className={data?.intact === false ? 'font-medium text-danger' : 'text-muted'}>
        {verify.error?.message}
        {data && (data.intact ? strings.intact(number(data.rows)) : strings.broken(number(data.brokenAt), data.reason))}
      </p>
    </div>
  );
}

function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const { columns } = strings;
  return (
    <ScrollRegion label={strings.title} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.did}</th>
            <th scope="col">{columns.to}</th>
            <th scope="col" className="max-sm:hidden">
              {columns.detail}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.sequence}>
              <td className="whitespace-nowrap text-muted">{formatMoment(row.at, moment)}</td>
              <td className="break-words">{row.actorName ?? strings.actors[row.actor] ?? row.actor}</td>
              <td>{strings.actions[row.action]}</td>
              <td className="break-all">
                {ofConversations.has(row.action) ? (
                  <Link
                    to="/interactions/$id"
                    params={{ id: row.subject }}
                    className="font-mono text-xs text-accent hover:underline"
                    title={row.subject}
                  >
                    {row.subject.slice(0, 8)}
                  </Link>
                ) : (
                  (row.subjectName ?? row.subject)
                )}
              </td>
              <td className="text-muted max-sm:hidden">{row.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
