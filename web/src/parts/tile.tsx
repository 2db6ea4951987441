import type { ReactNode } from 'react';
import { LoadError } from './message.tsx';

interface TileProps {
  readonly title: string;
  /** Links to what is behind the tile. */
  readonly links?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Tile({ title, links, className = '', children }: TileProps) {
  return (
    <section aria-label={title} className={`flex min-w-0 flex-col rounded-lg border border-line bg-surface ${className}`}>
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 border-b border-line px-4 py-1.5">
        <h2 className="font-semibold">{title}</h2>
        {links && <div className="ml-auto flex gap-3">{links}</div>}
      </div>
      {children}
    </section>
  );
}

interface PendingProps {
  readonly label: string;
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** In place of a tile's content while it is asked for, or when it could not be had. */
export function Pending({ label, error, onRetry }: PendingProps) {
  if (error) return <LoadError error={error} onRetry={onRetry} />;
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 p-4">
      <div className="skeleton h-4 w-3/5" />
      <div className="skeleton h-4 w-2/5" />
      <div className="skeleton h-4 w-1/2" />
    </div>
  );
}
