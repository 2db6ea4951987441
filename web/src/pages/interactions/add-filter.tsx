import { useState } from 'react';
import { type PrintedPart, printPart } from '../../../../src/analytics/search/read-search.ts';
import { fieldNames, searchFields } from '../../../../src/analytics/search/search-fields.ts';
import type { Facets } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { PartEditor } from './part-editor.tsx';
import { Popover } from './popover.tsx';
import { fieldTitle } from './prepare-facets.ts';

interface AddFilterProps {
  readonly facets: Facets;
  readonly labelOf: (field: string, value: string) => string;
  readonly onAdd: (text: string) => void;
}

/** A filter built by choosing: the field first, then its values or bound. */
export function AddFilter({ facets, labelOf, onAdd }: AddFilterProps) {
  const [field, setField] = useState<(typeof fieldNames)[number]>('queue');
  return (
    <Popover
      className="button button-quiet h-7 px-2 text-xs"
      label={
        <>
          <Icon name="plus" className="size-3.5" />
          {searchStrings.add}
        </>
      }
    >
      {(close) => (
        <div className="flex flex-col gap-2">
          <select
            className="field w-full"
            aria-label={searchStrings.field}
            value={field}
            onChange={({ target }) => setField(fieldNames.find((each) => each === target.value) ?? field)}
          >
            {fieldNames.map((name) => (
              <option key={name} value={name}>
                {fieldTitle(name)}
              </option>
            ))}
          </select>
          <PartEditor
            key={field}
            part={emptyPart(field)}
            facets={facets}
            labelOf={labelOf}
            onChange={(part) => {
              close();
              onAdd(printPart(part));
            }}
          />
        </div>
      )}
    </Popover>
  );
}

function emptyPart(field: (typeof fieldNames)[number]): PrintedPart {
  if (searchFields[field].kind === 'number') return { kind: 'comparison', field, comparison: '>', amount: '', value: 0 };
  return { kind: 'filter', field, values: [], isExcluded: false };
}
