import { listStrings } from '../../strings/list.ts';

const widths = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-3/4', 'w-2/3'];

export function ListSkeleton() {
  return (
    <div role="status" aria-label={listStrings.loading}>
      {widths.map((width) => (
        <div key={width} className="flex h-21 sm:h-14 flex-col justify-center gap-2 border-b border-line px-4">
          <div className={`skeleton h-3.5 ${width}`} />
          <div className="skeleton h-3 w-40" />
        </div>
      ))}
    </div>
  );
}
