import type { LegBar } from '../prepare/leg-timeline.ts';

const inks: Partial<Record<LegBar['kind'], string>> = { agent: 'bg-agent', consult: 'bg-agent', conference: 'bg-agent' };

/** The words beside each bar say all that the bar shows. */
export function LegTimeline({ bars }: { readonly bars: readonly LegBar[] }) {
  return (
    <ol className="flex flex-col gap-2.5">
      {bars.map(({ key, label, detail, time, kind, bar }) => (
        <li key={key}>
          <div className="flex items-baseline gap-2">
            <span className="min-w-0 truncate">{label}</span>
            <span className="ml-auto whitespace-nowrap text-xs text-muted">{time}</span>
          </div>
          {detail && <p className="truncate text-xs text-muted">{detail}</p>}
          {bar && (
            <div aria-hidden="true" className="mt-1 h-1.5 rounded-full bg-sunken">
              <div
                className={`h-full rounded-full ${inks[kind] ?? 'bg-line-strong'}`}
                style={{ marginLeft: `${bar.left}%`, width: `${bar.width}%` }}
              />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
