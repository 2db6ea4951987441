import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { listStrings } from '../../strings/list.ts';
import { useKeys } from '../../use-keys.ts';
import { useNarrow } from '../../use-narrow.ts';
import { columnsClass, InteractionRow, narrowRowHeightPx, rowHeightPx } from './interaction-row.tsx';
import { ListHeader } from './list-header.tsx';
import type { ColumnName } from './search-state.ts';
import type { FoundInteractions } from './use-interactions.ts';

interface InteractionListProps {
  readonly found: FoundInteractions;
  readonly columns: readonly ColumnName[];
}

/** The next page is asked for when this many rows are left below. */
const rowsAhead = 200;
/** Rows that are still to come are laid out this far, so that the scroll bar can be dragged into them. */
const rowsToCome = 2000;

/** Only the rows in sight exist; j and k walk over all of them. */
export function InteractionList({ found: { hitAt, loaded, total, hasMore, isStale, loadMore }, columns }: InteractionListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const rowHeight = useNarrow() ? narrowRowHeightPx : rowHeightPx;
  const rows = useVirtualizer({
    count: hasMore ? Math.min(total ?? loaded, loaded + rowsToCome) : loaded,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows is another place for each.
  useLayoutEffect(() => rows.measure(), [rowHeight]);
  const visible = rows.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  const nearEnd = useEffectEvent(() => hasMore && lastVisible > loaded - rowsAhead && loadMore());
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolling and new rows are what may bring the end near.
  useEffect(() => void nearEnd(), [lastVisible, loaded]);

  const walkTo = (index: number) => {
    const next = Math.max(0, Math.min(loaded - 1, index));
    setActive(next);
    rows.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  useKeys({ j: () => walkTo(active + 1), k: () => walkTo(active - 1) });

  return (
    <div className="flex h-full flex-col">
      {columns.length > 0 && <ListHeader columns={columns} />}
      <div ref={scroller} className={`min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable] ${isStale ? 'opacity-60' : ''}`}>
        <ul aria-label={listStrings.label} className="relative" style={{ height: rows.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const hit = hitAt(index);
            return (
              <li
                key={index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={total ?? -1}
                aria-posinset={index + 1}
              >
                {hit ? <InteractionRow hit={hit} index={index} columns={columns} onFocus={setActive} /> : <RowToCome columns={columns} />}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function RowToCome({ columns }: { readonly columns: readonly ColumnName[] }) {
  return (
    <div className={`h-21 items-center border-b border-line px-4 sm:h-14 ${columnsClass(columns.length)}`}>
      <span />
      <span className="h-3.5 w-3/5 rounded bg-line" />
    </div>
  );
}
