import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDrivers } from '../../analytics/use-drivers.ts';
import { call, type Progress } from '../../api.ts';
import { formatDay } from '../../format.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending, Tile } from '../../parts/tile.tsx';
import { jobStrings as words } from '../../strings/jobs.ts';
import { prepareSource } from '../sources/prepare-sources.ts';
import { useParked, useSources } from '../sources/use-sources.ts';
import { RescoreDialog } from './rescore-dialog.tsx';
import { VersionTile } from './version-tile.tsx';

const number = new Intl.NumberFormat('en');
const moment = { thisYear: new Date().getFullYear() };
/** The line is asked this often while it works, and seldom while it rests. */
const askEveryMs = { working: 2000, resting: 15_000 } as const;

/** What is being worked on, what is in force, and what it would cost to do it again. */
export function JobsPage() {
  const progress = useQuery({
    queryKey: ['progress'],
    queryFn: ({ signal }) => call('GET /v1/progress', {}, signal),
    refetchInterval: ({ state }) => (state.data && state.data.waiting + state.data.working > 0 ? askEveryMs.working : askEveryMs.resting),
  });
  return (
    <PageFrame title={words.title} intro={words.intro} controls={<RescoreDialog />}>
      <div className="grid gap-5 lg:grid-cols-2">
        <Tile title={words.line.title}>
          {progress.data ? (
            <LineProgress progress={progress.data} />
          ) : (
            <Pending label={words.line.title} error={progress.error} onRetry={() => void progress.refetch()} />
          )}
        </Tile>
        <LagTile />
        <VersionTile />
        <DriverTile />
      </div>
    </PageFrame>
  );
}

function LineProgress({ progress }: { readonly progress: Progress }) {
  const { waiting, working, done, failed } = progress;
  const left = waiting + working;
  const names = words.line.counts;
  return (
    <div className="flex flex-col gap-3 p-4">
      {left === 0 ? (
        <p className="text-muted">{words.line.idle}</p>
      ) : (
        <progress aria-label={words.line.progress} className="h-2 w-full accent-accent" max={done + left} value={done} />
      )}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {(
          [
            [names.waiting, waiting],
            [names.working, working],
            [names.done, done],
            [names.failed, failed],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd className={`text-lg font-semibold ${name === names.failed && count > 0 ? 'text-danger' : ''}`}>{number.format(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function LagTile() {
  const sources = useSources();
  const parked = useParked();
  const count = parked.data?.items.length ?? 0;
  return (
    <Tile
      title={words.line.lag}
      links={
        <Link to="/sources" className="text-xs text-accent hover:underline">
          {count > 0 ? words.line.parked(count) : words.line.noneParked}
        </Link>
      }
    >
      {!sources.data && <Pending label={words.line.lag} error={sources.error} onRetry={() => void sources.refetch()} />}
      <table className="table [&_tbody_tr:first-child]:border-t-0">
        <tbody>
          {sources.data?.items.map((status) => {
            const row = prepareSource(status, moment);
            return (
              <tr key={row.source}>
                <th scope="row" className="font-normal">
                  {row.source}
                </th>
                <td className="number text-muted">{row.lastSeen}</td>
                <td className={`number ${row.isAhead ? 'text-warn' : ''}`}>{row.lag}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Tile>
  );
}

function DriverTile() {
  const { data } = useDrivers();
  return (
    <Tile
      title={words.drivers.title}
      links={
        <Link to="/drivers" className="text-xs text-accent hover:underline">
          {words.drivers.open}
        </Link>
      }
    >
      <p className="p-4 text-muted">
        {data ? words.drivers.found(formatDay(data.fittedAt.slice(0, 10)), data.statements) : words.drivers.none}
      </p>
    </Tile>
  );
}
