import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { Popover } from './popover.tsx';
import { columnNames, columnsOf, type SearchState } from './search-state.ts';

interface ColumnMenuProps {
  readonly state: SearchState;
  readonly onChange: (next: SearchState) => void;
}

/** Which facts stand beside the words; kept in the address. */
export function ColumnMenu({ state, onChange }: ColumnMenuProps) {
  const chosen = columnsOf(state);
  const toggle = (name: (typeof columnNames)[number]) => {
    const next = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name];
    onChange({ ...state, columns: columnNames.filter((each) => next.includes(each)).join(',') });
  };
  return (
    <Popover
      align="right"
      label={
        <>
          <Icon name="columns" className="size-3.5" />
          {searchStrings.columns}
        </>
      }
    >
      {() => (
        <fieldset>
          <legend className="sr-only">{searchStrings.columns}</legend>
          {columnNames.map((name) => (
            <label key={name} className="flex min-h-7 items-center gap-2 rounded px-1 hover:bg-sunken">
              <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
              {searchStrings.columnNames[name]}
            </label>
          ))}
        </fieldset>
      )}
    </Popover>
  );
}
