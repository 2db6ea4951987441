import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { SearchHit } from '../../api.ts';
import { listStrings } from '../../strings/list.ts';
import { searchStrings } from '../../strings/search.ts';
import { useKeys } from '../../use-keys.ts';
import { useNarrow } from '../../use-narrow.ts';
import { InteractionRow, narrowRowHeightPx, rowHeightPx } from './interaction-row.tsx';
import { prepareRow } from './prepare-row.ts';

interface InteractionListProps {
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
  readonly isStale: boolean;
  readonly onNearEnd: () => void;
}

/** The next page is asked for when this many rows are left below. */
const rowsAhead = 30;
const moment = { thisYear: new Date().getFullYear() };

/** Only the rows in sight exist; j and k walk over all of them. */
export function InteractionList({ hits, hasMore, isStale, onNearEnd }: InteractionListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const rowHeight = useNarrow() ? narrowRowHeightPx : rowHeightPx;
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows is another place for each.
  useLayoutEffect(() => rows.measure(), [rowHeight]);
  const visible = rows.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  const nearEnd = useEffectEvent(() => hasMore && lastVisible > hits.length - rowsAhead && onNearEnd());
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolling and new rows are what may bring the end near.
  useEffect(() => void nearEnd(), [lastVisible, hits.length]);

  const walkTo = (index: number) => {
    const next = Math.max(0, Math.min(hits.length - 1, index));
    setActive(next);
    rows.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  useKeys({ j: () => walkTo(active + 1), k: () => walkTo(active - 1) });

  return (
    <div ref={scroller} className={`h-full overflow-y-auto ${isStale ? 'opacity-60' : ''}`}>
      <ul aria-label={listStrings.label} className="relative" style={{ height: rows.getTotalSize() }}>
        {visible.map(({ index, start }) => {
          const hit = hits[index];
          return (
            hit && (
              <li
                key={hit.id}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={hasMore ? -1 : hits.length}
                aria-posinset={index + 1}
              >
                <InteractionRow row={prepareRow(hit, moment)} index={index} onFocus={() => setActive(index)} />
              </li>
            )
          );
        })}
      </ul>
      {hasMore && <p className="p-3 text-center text-muted">{searchStrings.loadingMore}</p>}
    </div>
  );
}
