import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { SearchHit } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { contactStrings } from '../../strings/contact.ts';
import { listStrings } from '../../strings/list.ts';
import { prepareRow } from './prepare-row.ts';
import type { ColumnName } from './search-state.ts';

export const rowHeightPx = 56;
/** Two lines of words, for a telephone. */
export const narrowRowHeightPx = 84;

interface InteractionRowProps {
  readonly hit: SearchHit;
  readonly index: number;
  readonly columns: readonly ColumnName[];
  readonly onFocus: (index: number) => void;
}

/** Widths that the style sheet knows: the words take what the columns leave. */
const widths = [
  'sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem]',
  'sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem] md:grid-cols-[1.25rem_minmax(0,1fr)_7rem_6.5rem]',
  'sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem] md:grid-cols-[1.25rem_minmax(0,1fr)_7rem_7rem_6.5rem]',
  'sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem] md:grid-cols-[1.25rem_minmax(0,1fr)_6rem_6rem_6rem_6.5rem]',
  'sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem] md:grid-cols-[1.25rem_minmax(0,1fr)_5.5rem_5.5rem_5.5rem_5.5rem_6.5rem]',
  'sm:grid-cols-[1.25rem_minmax(0,1fr)_6.5rem] md:grid-cols-[1.25rem_minmax(0,1fr)_5rem_5rem_5rem_5rem_5rem_6.5rem]',
] as const;

export function columnsClass(count: number): string {
  return `grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3 ${widths[count] ?? ''}`;
}

const moment = { thisYear: new Date().getFullYear() };

/** Drawn once for each conversation that comes into sight: scrolling only moves it. */
export const InteractionRow = memo(function InteractionRow({ hit, index, columns, onFocus }: InteractionRowProps) {
  const row = prepareRow(hit, moment);
  const [snippet] = row.snippets;
  return (
    <Link
      to="/interactions/$id"
      params={{ id: row.id }}
      {...(snippet?.segments.some((segment) => segment.marked) && { hash: `t${snippet.turn}` })}
      data-row={index}
      onFocus={() => onFocus(index)}
      className={`h-21 items-center border-b border-line px-4 -outline-offset-2 hover:bg-ground focus-visible:bg-ground sm:h-14 ${columnsClass(columns.length)}`}
    >
      <span title={contactStrings.channels[row.channel]} className="text-muted">
        <Icon name={row.channel} />
        <span className="sr-only">{contactStrings.channels[row.channel]}</span>
      </span>
      <span className="min-w-0">
        <span className="line-clamp-2 sm:line-clamp-1 sm:break-all">
          {snippet ? (
            <>
              <span className="sr-only">{snippet.role}: </span>
              <Segments segments={snippet.segments} />
            </>
          ) : (
            <span className="text-muted">{listStrings.noWords}</span>
          )}
        </span>
        <span className="flex min-w-0 items-center gap-2 text-xs text-muted">
          <span className="shrink-0 sm:hidden">{[row.when, row.duration].filter(Boolean).join(' · ')}</span>
          {row.about.length > 0 && <span className="-mx-1 sm:hidden">·</span>}
          <span className="truncate">{row.about.join(' · ')}</span>
          {row.note && (
            <span className={`inline-flex min-w-0 items-center gap-1 ${row.isByDesign ? '' : 'text-warn'}`}>
              {!row.isByDesign && <Icon name="alert" className="size-3" />}
              <span className="truncate">{row.note}</span>
            </span>
          )}
        </span>
      </span>
      {columns.map((name) => (
        <span key={name} title={row.columns[name]} className={`truncate text-xs max-md:hidden ${name === 'sentiment' ? 'text-right' : ''}`}>
          {row.columns[name]}
        </span>
      ))}
      <span className="text-right text-xs text-muted max-sm:hidden">
        <time dateTime={row.dateTime} className="block text-sm text-ink">
          {row.when}
        </time>
        {row.duration}
      </span>
    </Link>
  );
});
