import { Link } from '@tanstack/react-router';
import { CellLink } from '../../analytics/links.tsx';
import type { DriverGroup, DriverRow } from '../../analytics/prepare-drivers.ts';
import { Change, Value } from '../../analytics/value.tsx';
import type { PeriodState } from '../../analytics/view-period.tsx';
import { ValueBar } from '../../charts/draw/value-bar.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { driversStrings } from '../../strings/drivers.ts';
import { numbersStrings } from '../../strings/numbers.ts';
import { QuoteList } from './quote-list.tsx';

const words = driversStrings;
const mostPhrases = 4;

interface DriverTableProps {
  readonly groups: readonly DriverGroup[];
  readonly period: PeriodState;
}

/** Groups and their drivers with what the period holds of each; quotes open beneath. */
export function DriverTable({ groups, period }: DriverTableProps) {
  const { columns } = words;
  return (
    <ScrollRegion label={words.table} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.driver}</th>
            <th scope="col" className="max-md:hidden">
              <span className="sr-only">{columns.volume}</span>
            </th>
            <th scope="col" className="number">
              {columns.volume}
            </th>
            <th scope="col" className="number">
              {columns.change}
            </th>
            <th scope="col" className="number max-sm:hidden">
              {columns.sentiment}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.id}>
            {group.id !== '' && (
              <tr className="bg-sunken">
                <th scope="rowgroup" colSpan={2} className="text-xs font-semibold max-md:[&]:w-auto">
                  {group.name}
                </th>
                <td className="number text-xs text-muted">{group.contacts.toLocaleString('en')}</td>
                <td />
                <td className="max-sm:hidden" />
              </tr>
            )}
            {group.rows.map((row) => (
              <DriverLine key={row.id} row={row} period={period} />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  );
}

function DriverLine({
  row: { id, name, driver, contacts, share, volume, change, sentiment, bar, cell },
  period,
}: {
  readonly row: DriverRow;
  readonly period: PeriodState;
}) {
  return (
    <tr>
      <th scope="row" className="max-w-0 min-w-40 font-normal md:w-1/2">
        {driver ? (
          <Link
            to="/drivers/$id"
            params={{ id }}
            search={period}
            className="inline-flex min-h-6 items-center font-medium hover:text-accent hover:underline"
          >
            {name}
          </Link>
        ) : (
          <span className="text-muted">{name}</span>
        )}
        {driver && (
          <details>
            <summary className="min-h-6 truncate text-xs leading-6 text-muted">
              {driver.phrases.slice(0, mostPhrases).join(' · ') || words.quotes}
              <span className="sr-only">. {words.quotesOf(name)}</span>
            </summary>
            <QuoteList quotes={driver.quotes} />
          </details>
        )}
      </th>
      <td className="w-1/6 max-md:hidden">
        <ValueBar bar={bar} />
      </td>
      <td className="number">
        {cell ? (
          <CellLink cell={cell} what={name} className="inline-flex min-h-6 items-center font-medium text-accent hover:underline">
            {contacts.toLocaleString('en')}
          </CellLink>
        ) : (
          contacts
        )}
        <span className="block text-xs text-muted">
          {share}
          <span className="max-lg:hidden">{volume.interval && ` · ${volume.interval}`}</span>
        </span>
      </td>
      <td className="number">{change ? <Change change={change} /> : <span className="text-muted">{numbersStrings.noInterval}</span>}</td>
      <td className="number max-sm:hidden">
        <Value view={sentiment} />
      </td>
    </tr>
  );
}
