import { understandingStrings } from '../../strings/understanding.ts';
import type { SentimentLine as Line, SentimentPoint } from '../prepare/sentiment-line.ts';

interface SentimentLineProps {
  readonly line: Line;
  readonly onGoTo: (place: number) => void;
}

const inks: Readonly<Record<SentimentPoint['tone'], string>> = {
  negative: 'bg-danger',
  neutral: 'bg-line-strong',
  positive: 'bg-accent',
};

/** The words beside it say what the line shows. Its points are a finer aim for the pointer; the keyboard has the transcript. */
export function SentimentLine({ line: { points, text, lowestPlace }, onGoTo }: SentimentLineProps) {
  const path = points.map(({ x, y }) => `${x},${y}`).join(' ');
  return (
    <figure className="flex items-center gap-4 border-b border-line bg-surface px-4 py-1.5">
      <figcaption className="min-w-0 text-xs text-muted sm:shrink-0">
        <span className="block font-semibold">{understandingStrings.sentiment}</span>
        {text}
        {lowestPlace !== null && (
          <button type="button" className="ml-1 min-h-6 text-accent hover:underline" onClick={() => onGoTo(lowestPlace)}>
            {understandingStrings.toLowest(lowestPlace + 1)}
          </button>
        )}
      </figcaption>
      <div aria-hidden="true" className="relative h-10 min-w-0 flex-1 max-sm:hidden">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
          <title>{understandingStrings.sentiment}</title>
          <line x1="0" x2="100" y1="50" y2="50" className="stroke-line" vectorEffect="non-scaling-stroke" />
          <polyline
            points={path}
            fill="none"
            className="stroke-muted"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
            strokeLinejoin="round"
          />
        </svg>
        {points.map(({ place, x, y, label, tone }) => (
          <button
            key={place}
            type="button"
            tabIndex={-1}
            title={label}
            className={`absolute size-2 -translate-x-1/2 -translate-y-1/2 rounded-full ${inks[tone]}`}
            style={{ left: `${x}%`, top: `${y}%` }}
            onClick={() => onGoTo(place)}
          />
        ))}
      </div>
    </figure>
  );
}
