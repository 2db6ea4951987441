import type { ReactNode } from 'react';
import { Icon } from '../../parts/icon.tsx';

interface PanelSectionProps {
  readonly title: string;
  readonly closed?: boolean;
  readonly children: ReactNode;
}

export function PanelSection({ title, closed = false, children }: PanelSectionProps) {
  return (
    <details open={!closed} className="group/section border-b border-line px-4 py-3">
      <summary className="flex list-none items-center justify-between text-xs font-semibold text-muted hover:text-ink">
        <h2>{title}</h2>
        <Icon name="down" className="size-3.5 group-open/section:rotate-180" />
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
