import { CellLink } from '../../analytics/links.tsx';
import { Change, Value } from '../../analytics/value.tsx';
import type { QueryResult } from '../../api.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { numbersStrings } from '../../strings/numbers.ts';
import { queryStrings } from '../../strings/query.ts';
import { prepareTable, type ResultContext, type TableRow } from './prepare-result.ts';

const words = queryStrings;

/** Every row with its values, intervals, counts, and its conversations. */
export function QueryTable({ result, ...context }: ResultContext & { readonly result: QueryResult }) {
  const table = prepareTable(result, context);
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4">
        <h2 className="font-semibold">{words.results}</h2>
        <p role="status" className="text-muted">
          {words.total(table.rows.length, result.contacts)}
        </p>
        <p className="text-xs text-muted">{table.excluded}</p>
      </div>
      {result.notes.map((note) => (
        <p key={note} className="mb-1 text-xs text-muted">
          {note}
        </p>
      ))}
      {table.rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface p-4 text-muted">{words.empty}</p>
      ) : (
        <ScrollRegion label={words.results} className="table-frame">
          <table className="table">
            <thead>
              <tr>
                {table.dimensions.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                {[...table.metrics, words.excluded, numbersStrings.openConversations].map((name) => (
                  <th key={name} scope="col" className="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <ResultLine key={row.cell} row={row} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

function ResultLine({ row: { cell, labels, isPartial, values, contacts, excluded } }: { readonly row: TableRow }) {
  return (
    <tr>
      {labels.map((label, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the dimension.
        <td key={at} className="font-medium">
          {label} {isPartial && at === 0 && <span className="chip font-normal">{numbersStrings.partial}</span>}
        </td>
      ))}
      {values.map(({ metric, view, change, before }) => (
        <td key={metric} className="number">
          <Value view={view} />
          {before && (
            <span className="block text-xs text-muted">
              {change && <Change change={change} />} {before}
            </span>
          )}
        </td>
      ))}
      <td className="number text-muted">{excluded}</td>
      <td className="number">
        <CellLink cell={cell} what={labels.join(', ') || words.results}>
          {contacts}
        </CellLink>
      </td>
    </tr>
  );
}
