import { Icon } from '../parts/icon.tsx';
import type { ChangeView, ValueView } from './format-metric.ts';
import { CellLink } from './links.tsx';

interface ValueProps {
  readonly view: ValueView;
  readonly isLarge?: boolean;
  /** Makes `n` lead to the conversations it counts. */
  readonly behind?: { readonly cell: string; readonly what: string } | null;
}

/** A value with its interval and n beneath. */
export function Value({ view, isLarge = false, behind = null }: ValueProps) {
  const size = view.isMeasured ? (isLarge ? 'text-xl font-semibold' : 'font-medium') : 'text-muted';
  return (
    <>
      <span className={`block ${size}`}>{view.text}</span>
      <span className="block text-xs text-muted">
        {view.interval && `${view.interval} · `}
        {behind ? (
          <CellLink cell={behind.cell} what={behind.what}>
            {view.n}
          </CellLink>
        ) : (
          <span className="whitespace-nowrap">{view.n}</span>
        )}
      </span>
    </>
  );
}

/** Weight says that it is more than chance, and so does the text for those who hear the page. */
export function Change({ change }: { readonly change: ChangeView }) {
  return (
    <span
      title={change.detail}
      className={`inline-flex items-center gap-0.5 align-bottom whitespace-nowrap ${change.isCertain ? 'font-semibold' : 'text-muted'}`}
    >
      {change.tone !== 'flat' && <Icon name={change.tone} className="size-3.5" />}
      {change.text}
      <span className="sr-only">, {change.detail}</span>
    </span>
  );
}
