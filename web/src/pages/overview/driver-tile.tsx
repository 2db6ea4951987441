import { Link } from '@tanstack/react-router';
import { CellLink, QueryLink } from '../../analytics/links.tsx';
import { prepareDrivers } from '../../analytics/prepare-drivers.ts';
import { useDrivers } from '../../analytics/use-drivers.ts';
import { useMetricQuery } from '../../analytics/use-metric-query.ts';
import { Change } from '../../analytics/value.tsx';
import type { QueryBody } from '../../api.ts';
import { ValueBar } from '../../charts/draw/value-bar.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { driversStrings } from '../../strings/drivers.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { overviewStrings } from '../../strings/overview.ts';

const words = overviewStrings;
const mostDrivers = 8;

/** The largest drivers with their share and change; each leads to its page and to its conversations. */
export function DriverTile({ query, days }: { readonly query: QueryBody; readonly days: number | undefined }) {
  const model = useDrivers();
  const numbers = useMetricQuery(model.data ? query : null);
  const rows = model.data && numbers.data ? prepareDrivers(numbers.data, model.data) : null;
  const links = (
    <>
      <QueryLink query={query} what={words.drivers} />
      <Link to="/drivers" search={{ days }} className="inline-flex min-h-6 items-center text-xs text-accent hover:underline">
        {words.more(driversStrings.title.toLowerCase())}
      </Link>
    </>
  );
  return (
    <Tile title={words.drivers} links={links}>
      {model.data === null && (
        <div className="flex flex-col items-start gap-3 p-4">
          <p className="text-muted">{driversStrings.noneHelp}</p>
          <Link to="/drivers" className="button button-accent">
            {driversStrings.find}
          </Link>
        </div>
      )}
      {model.data !== null && !rows && (
        <Pending
          label={numbersStrings.loading(words.drivers)}
          error={model.error ?? numbers.error}
          onRetry={() => void Promise.all([model.refetch(), numbers.refetch()])}
        />
      )}
      {rows && (
        <ul className="py-2">
          {rows
            .filter(({ driver }) => driver !== undefined)
            .slice(0, mostDrivers)
            .map(({ id, name, share, change, bar, cell, contacts, volume }) => (
              <li
                key={id}
                className="grid grid-cols-[minmax(0,1fr)_3rem_4.5rem_3rem] items-center gap-x-3 px-4 py-1 sm:grid-cols-[minmax(0,1fr)_6rem_3rem_4.5rem_3rem]"
              >
                <Link
                  to="/drivers/$id"
                  params={{ id }}
                  search={{ days }}
                  className="truncate leading-6 font-medium hover:text-accent hover:underline"
                  title={name}
                >
                  {name}
                </Link>
                <span className="max-sm:hidden" title={volume.interval ?? undefined}>
                  <ValueBar bar={bar} />
                </span>
                <span className="text-right">{share}</span>
                <span className="text-right">{change && <Change change={change} />}</span>
                <span className="text-right">
                  {cell && (
                    <CellLink cell={cell} what={name}>
                      {contacts.toLocaleString('en')}
                    </CellLink>
                  )}
                </span>
              </li>
            ))}
        </ul>
      )}
    </Tile>
  );
}
