import { searchStrings } from '../../strings/search.ts';
import { columnsClass } from './interaction-row.tsx';
import type { ColumnName } from './search-state.ts';

/** Names of the columns, over a list on a wide screen. */
export function ListHeader({ columns }: { readonly columns: readonly ColumnName[] }) {
  return (
    <div
      className={`h-7 items-center border-b border-line px-4 text-xs font-semibold text-muted max-md:hidden! ${columnsClass(columns.length)}`}
    >
      <span />
      <span>{searchStrings.conversation}</span>
      {columns.map((name) => (
        <span key={name} className={name === 'sentiment' ? 'text-right' : ''}>
          {searchStrings.columnNames[name]}
        </span>
      ))}
      <span className="text-right">{searchStrings.started}</span>
    </div>
  );
}
