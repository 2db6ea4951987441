import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type ParkedItem } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { LoadError } from '../../parts/message.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { Permitted } from '../../session/permitted.tsx';
import { sourcesStrings } from '../../strings/sources.ts';
import { useParked } from './use-sources.ts';

const moment = { thisYear: new Date().getFullYear() };

/** What could not be read, why, and a way to try again once the cause is mended. */
export function ParkedList() {
  const { data, error, refetch } = useParked();
  if (error && !data) return <LoadError error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="skeleton h-24" />;
  const { parkedColumns: columns } = sourcesStrings;
  return (
    <section>
      <h2 className="mb-1 font-semibold">{sourcesStrings.parkedTitle}</h2>
      <p className="mb-3 text-muted">{data.items.length === 0 ? sourcesStrings.parkedNone : sourcesStrings.parkedHelp}</p>
      {data.items.length > 0 && (
        <ScrollRegion label={sourcesStrings.parkedTitle} className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{columns.name}</th>
                <th scope="col" className="max-sm:hidden">
                  {columns.source}
                </th>
                <th scope="col">{columns.reason}</th>
                <th scope="col" className="number max-sm:hidden">
                  {columns.at}
                </th>
                <th scope="col">
                  <span className="sr-only">{columns.action}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <ParkedRow key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

function ParkedRow({ item }: { readonly item: ParkedItem }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call('POST /v1/parked/{id}/retry', { params: { id: item.id } }),
    onSuccess: ({ outcome }) => {
      if (outcome !== 'parked')
        for (const queryKey of [['parked'], ['sources'], ['interactions']]) void queries.invalidateQueries({ queryKey });
    },
  });
  const outcome = retry.error ? retry.error.message : retry.data ? sourcesStrings.outcomes[retry.data.outcome] : '';
  return (
    <tr>
      <th scope="row" className="max-w-64 font-medium break-words">
        {item.name}
        {item.position !== null && <span className="block text-xs font-normal text-muted">{sourcesStrings.position(item.position)}</span>}
      </th>
      <td className="text-muted max-sm:hidden">{item.source}</td>
      <td className="sm:min-w-48">{item.reason}</td>
      <td className="number max-sm:hidden">{formatMoment(item.parkedAt, moment)}</td>
      <td className="text-right whitespace-nowrap">
        <span role="status" className="mr-2 text-xs text-muted max-sm:block">
          {outcome}
        </span>
        <Permitted to="operations:run">
          <button
            type="button"
            className="button h-7 text-xs"
            disabled={retry.isPending}
            aria-label={sourcesStrings.retryOne(item.name)}
            onClick={() => retry.mutate()}
          >
            {retry.isPending ? sourcesStrings.retrying : sourcesStrings.retry}
          </button>
        </Permitted>
      </td>
    </tr>
  );
}
