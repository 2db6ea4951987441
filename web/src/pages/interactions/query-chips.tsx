import type { Facets } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { AddFilter } from './add-filter.tsx';
import { describePart } from './describe-part.ts';
import { addText, removePart, replacePart } from './edit-search.ts';
import { PartEditor } from './part-editor.tsx';
import { Popover } from './popover.tsx';
import { partsOf, type SearchState } from './search-state.ts';

interface QueryChipsProps {
  readonly state: SearchState;
  readonly facets: Facets;
  readonly labelOf: (field: string, value: string) => string;
  readonly onChange: (next: SearchState) => void;
}

/** The same search as the line above, part by part: each can be changed and taken out, and more can be added. */
export function QueryChips({ state, facets, labelOf, onChange }: QueryChipsProps) {
  const { q = '' } = state;
  const parts = partsOf(state);
  const search = (next: string) => onChange({ ...state, q: next });
  return (
    <ul aria-label={searchStrings.parts} className="flex min-w-0 flex-wrap items-center gap-1.5">
      {state.cell !== undefined && (
        <li className="chip h-7 max-w-full">
          <span className="truncate">{searchStrings.behindNumber}</span>
          <RemoveButton name={searchStrings.allConversations} onRemove={() => onChange({ ...state, cell: '' })} />
        </li>
      )}
      {parts.map((part, index) => {
        const { name, value } = describePart(part, labelOf);
        const whole = `${name}: ${value}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are told apart by their place; the same word may stand twice.
          <li key={`${index} ${whole}`} className="chip h-7 max-w-full bg-surface">
            <Popover
              className="flex min-w-0 max-w-[14rem] items-center gap-1 rounded"
              name={searchStrings.edit(whole)}
              label={
                <>
                  <span className="text-muted">{name}</span>
                  <span className="truncate">{value}</span>
                </>
              }
            >
              {(close) => (
                <PartEditor
                  part={part}
                  facets={facets}
                  labelOf={labelOf}
                  onChange={(next) => {
                    close();
                    search(replacePart(q, index, next));
                  }}
                />
              )}
            </Popover>
            <RemoveButton name={searchStrings.remove(whole)} onRemove={() => search(removePart(q, index))} />
          </li>
        );
      })}
      <li>
        <AddFilter facets={facets} labelOf={labelOf} onAdd={(text) => search(addText(q, text))} />
      </li>
    </ul>
  );
}

function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={name}
      className="-mr-1 grid size-6 place-items-center rounded text-muted hover:text-ink"
      onClick={onRemove}
    >
      <Icon name="close" className="size-3" />
    </button>
  );
}
