import type { Bar } from '../prepare/bars.ts';

/** A bar with the whisker of its interval; the words beside it say both. */
export function ValueBar({ bar }: { readonly bar: Bar | null | undefined }) {
  return (
    <span aria-hidden="true" className="relative block h-3 min-w-0">
      {bar && (
        <span
          className="absolute inset-y-0 rounded-sm bg-accent opacity-35"
          style={{ left: `${bar.start}%`, width: `${Math.max(0.5, bar.width)}%` }}
        />
      )}
      {bar?.whisker && (
        <span
          className="absolute inset-y-0.5 border-x border-muted"
          style={{ left: `${bar.whisker.start}%`, width: `${Math.max(0.3, bar.whisker.width)}%` }}
        >
          <span className="absolute inset-x-0 top-1/2 border-t border-muted" />
        </span>
      )}
    </span>
  );
}
