import { useRef } from 'react';
import { addressOf } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { searchStrings } from '../../strings/search.ts';
import { type SearchState, searchQueryOf } from './search-state.ts';

interface ExportMenuProps {
  readonly state: SearchState;
  readonly total: number;
}

/** What the search finds, as a file: streamed by the server, so any number of conversations. */
export function ExportMenu({ state, total }: ExportMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute('open');
  return (
    <details
      ref={menu}
      className="relative ml-auto"
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || close()}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <summary className="button h-7 list-none text-xs">
        <Icon name="download" className="size-3.5" />
        {searchStrings.export}
      </summary>
      <div className="absolute right-0 z-20 mt-1 w-60 rounded-lg border border-line bg-surface p-1 shadow-lg">
        <p className="px-2 py-1 text-xs text-muted">{searchStrings.exportLabel(total)}</p>
        {searchStrings.exportFormats.map(([format, name, what]) => (
          <a
            key={format}
            href={addressOf('GET /v1/interactions/export', { query: { ...searchQueryOf(state), format } })}
            download
            onClick={close}
            className="flex items-baseline gap-2 rounded-md px-2 py-1 hover:bg-sunken"
          >
            <span className="w-12 font-medium">{name}</span>
            <span className="text-xs text-muted">{what}</span>
          </a>
        ))}
      </div>
    </details>
  );
}
