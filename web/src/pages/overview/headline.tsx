import { QueryLink } from '../../analytics/links.tsx';
import { Change, Value } from '../../analytics/value.tsx';
import type { Headline } from './prepare-headline.ts';

/** The numbers of a period side by side; the name opens its course over the weeks, `n` its conversations. */
export function HeadlineGrid({ headlines }: { readonly headlines: readonly Headline[] }) {
  return (
    <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-5">
      {headlines.map(({ metric, label, value, change, unknown, trend, cell }) => (
        <li key={metric} className="flex min-w-0 flex-col bg-surface px-4 py-3 max-md:last:odd:col-span-2">
          <h2 className="text-xs font-semibold">
            <QueryLink query={trend} what={label}>
              {label}
            </QueryLink>
          </h2>
          <Value view={value} isLarge behind={cell === null ? null : { cell, what: label }} />
          {unknown && <span className="block text-xs text-muted">{unknown}</span>}
          {change && (
            <span className="mt-auto pt-1">
              <Change change={change} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
