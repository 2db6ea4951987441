import type { RuleVersion } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { jobStrings } from '../../strings/jobs.ts';
import { useVersions } from './use-versions.ts';

const { rules: words } = jobStrings;
const moment = { thisYear: new Date().getFullYear() };
const shownFirst = 5;

/** Versions of the rules: which is in force, and how far one that is being judged has come. */
export function VersionTile() {
  const { data, error, refetch } = useVersions();
  const [shown, older] = [data?.items.slice(0, shownFirst) ?? [], data?.items.slice(shownFirst) ?? []];
  return (
    <Tile title={words.title} className="lg:col-span-2">
      {!data && <Pending label={words.title} error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="p-4 text-muted">{words.none}</p>}
      {shown.length > 0 && <VersionTable versions={shown} />}
      {older.length > 0 && (
        <details className="border-t border-line px-4 py-1.5">
          <summary className="min-h-6 text-xs text-accent">{words.older(older.length)}</summary>
          <VersionTable versions={older} />
        </details>
      )}
    </Tile>
  );
}

function VersionTable({ versions }: { readonly versions: readonly RuleVersion[] }) {
  const { columns } = words;
  return (
    <div className="relative overflow-x-auto">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.version}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col" className="max-sm:hidden">
              {columns.note}
            </th>
            <th scope="col" className="number max-sm:hidden">
              {columns.published}
            </th>
            <th scope="col" className="number">
              {columns.judged}
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, state, note, publishedAt, judged, total }) => (
            <tr key={version}>
              <th scope="row" className="font-medium">
                {version}
              </th>
              <td className={state === 'shown' ? 'font-medium text-accent' : state === 'scoring' ? '' : 'text-muted'}>
                {words.states[state]}
              </td>
              <td className="max-w-md break-words text-muted max-sm:hidden">{note}</td>
              <td className="number max-sm:hidden">{formatMoment(publishedAt, moment)}</td>
              <td className="number">
                {words.judged(judged, total)}
                {state === 'scoring' && (
                  <progress
                    aria-label={columns.judged}
                    className="block h-1.5 w-full accent-accent"
                    max={Math.max(1, total)}
                    value={judged}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
