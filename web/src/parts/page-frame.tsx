import type { ReactNode } from 'react';
import { appStrings } from '../strings/app.ts';
import { ScrollRegion } from './scroll-region.tsx';

interface PageFrameProps {
  readonly title: string;
  readonly intro?: ReactNode;
  /** What the page's state is chosen by. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A page that scrolls, with its heading and what it is chosen by. */
export function PageFrame({ title, intro, controls, children }: PageFrameProps) {
  return (
    <ScrollRegion label={title} className="h-full overflow-y-auto">
      <title>{`${title} – ${appStrings.name}`}</title>
      <div className="mx-auto flex max-w-6xl flex-col gap-5 px-4 py-5">
        <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            <h1 className="text-lg font-semibold">{title}</h1>
            {intro && <p className="max-w-3xl text-muted">{intro}</p>}
          </div>
          {controls && <div className="flex flex-wrap items-center gap-2">{controls}</div>}
        </div>
        {children}
      </div>
    </ScrollRegion>
  );
}
