import { useId } from 'react';
import { numbersStrings } from '../../strings/numbers.ts';
import type { LineChart as Chart } from '../prepare/line-chart.ts';

interface LineChartProps {
  readonly chart: Chart;
  readonly title: string;
  /** Lower, for a chart among others. */
  readonly isSmall?: boolean;
}

/** A line with its 95 % band. The table under it says the same in words. */
export function LineChart({ chart, title, isSmall = false }: LineChartProps) {
  const id = useId();
  return (
    <div className="pt-2 pr-3 pb-6 pl-14">
      <div className={`relative ${isSmall ? 'h-28' : 'h-44'}`}>
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={`${id}-title ${id}-text`}
          className="absolute inset-0 size-full overflow-visible"
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-text`}>{chart.dots.map(({ text }) => text).join('; ')}</desc>
          {chart.levels.map(({ y }) => (
            <line key={y} x1="0" x2="100" y1={y} y2={y} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          {chart.bands.map((points) => (
            <polygon key={points} points={points} className="fill-accent opacity-15" />
          ))}
          {chart.lines.map(({ points, isDashed }) => (
            <polyline
              key={points}
              points={points}
              fill="none"
              className="stroke-accent"
              strokeWidth="1.75"
              strokeDasharray={isDashed ? '4 4' : undefined}
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <div aria-hidden="true">
          {chart.dots.map(({ key, x, y, text, isPartial }) => (
            <span
              key={key}
              title={text}
              className={`absolute size-2 -translate-x-1/2 -translate-y-1/2 rounded-full border-[1.5px] border-accent ${isPartial ? 'bg-surface' : 'bg-accent'}`}
              style={{ left: `${x}%`, top: `${y}%` }}
            />
          ))}
          {chart.levels.map(({ y, text }) => (
            <span
              key={y}
              className="absolute right-full mr-3 -translate-y-1/2 text-xs whitespace-nowrap text-muted"
              style={{ top: `${y}%` }}
            >
              {text}
            </span>
          ))}
          {chart.times.map(({ key, x, text }, index) => (
            <span
              key={key}
              className={`absolute top-full mt-2 text-xs whitespace-nowrap text-muted ${index === chart.times.length - 1 ? '-translate-x-full' : '-translate-x-1/2'} ${index % 2 === (chart.times.length - 1) % 2 ? '' : 'max-sm:hidden'}`}
              style={{ left: `${x}%` }}
            >
              {text}
            </span>
          ))}
        </div>
      </div>
      {chart.hasPartial && <p className="sr-only">{numbersStrings.partialHelp}</p>}
    </div>
  );
}
