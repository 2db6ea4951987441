import { addressOf } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { Popover } from './popover.tsx';
import { type SearchState, searchQueryOf } from './search-state.ts';

interface ExportMenuProps {
  readonly state: SearchState;
  readonly total: number;
}

/** What the search finds, as a file: streamed by the server, so any number of conversations. */
export function ExportMenu({ state, total }: ExportMenuProps) {
  return (
    <Popover
      align="right"
      label={
        <>
          <Icon name="download" className="size-3.5" />
          {searchStrings.export}
        </>
      }
    >
      {(close) => (
        <>
          <p className="px-2 py-1 text-xs text-muted">{searchStrings.exportLabel(total)}</p>
          {searchStrings.exportFormats.map(([format, name, what]) => (
            <a
              key={format}
              href={addressOf('GET /v1/interactions/export', { query: { ...searchQueryOf(state), format } })}
              download
              onClick={close}
              className="flex min-h-7 items-baseline gap-2 rounded-md px-2 py-1 hover:bg-sunken"
            >
              <span className="w-12 font-medium">{name}</span>
              <span className="text-xs text-muted">{what}</span>
            </a>
          ))}
        </>
      )}
    </Popover>
  );
}
