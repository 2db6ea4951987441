/** One value over time; null where there is not enough data. */
export interface SeriesPoint {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  /** The time is not over, or not wholly inside the period. */
  readonly isPartial: boolean;
}

export interface LineChart {
  readonly dots: readonly {
    readonly key: string;
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly isPartial: boolean;
  }[];
  readonly lines: readonly { readonly points: string; readonly isDashed: boolean }[];
  /** Outlines of the 95 % intervals of runs without a gap. */
  readonly bands: readonly string[];
  readonly levels: readonly { readonly y: number; readonly text: string }[];
  /** Labels under the line: the first, the last, and as many as there is room for. */
  readonly times: readonly { readonly key: string; readonly x: number; readonly text: string }[];
  readonly hasPartial: boolean;
}

interface LineChartOptions {
  readonly format: (value: number) => string;
  /** Counts, shares and times are honest only from zero; scores may be negative. */
  readonly fromZero: boolean;
}

interface Placed extends SeriesPoint {
  readonly x: number;
  readonly value: number;
  readonly index: number;
}

const mostTimes = 5;

/** Places in per cent of the width and height; null when fewer than two points have a value. */
export function prepareLineChart(series: readonly SeriesPoint[], { format, fromZero }: LineChartOptions): LineChart | null {
  const placed = series.flatMap((point, index): Placed[] =>
    point.value === null ? [] : [{ ...point, value: point.value, index, x: xOf(index, series.length) }],
  );
  if (placed.length < 2) return null;
  const ends = placed.flatMap(({ value, interval }) => [value, ...(interval ?? [])]);
  const levels = niceLevels(fromZero ? Math.min(0, ...ends) : Math.min(...ends), Math.max(...ends));
  const [low = 0, high = 1] = [levels[0], levels.at(-1)];
  const yOf = (value: number) => round(100 - ((value - low) / (high - low)) * 100);
  return {
    dots: placed.map(({ key, label, value, x, isPartial }) => ({ key, x, y: yOf(value), text: `${label}: ${format(value)}`, isPartial })),
    lines: linesOf(placed, yOf),
    bands: runsOf(placed).map((run) => bandOf(run, yOf)),
    levels: levels.map((value) => ({ y: yOf(value), text: format(value) })),
    times: timesOf(series),
    hasPartial: placed.some(({ isPartial }) => isPartial),
  };
}

function xOf(index: number, count: number): number {
  return count < 2 ? 50 : round((index / (count - 1)) * 100);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Neighbours are joined; a gap is left open, and what leads to a partial time is dashed. */
function linesOf(placed: readonly Placed[], yOf: (value: number) => number): LineChart['lines'] {
  return placed.flatMap((point, at) => {
    const before = placed[at - 1];
    if (!before || point.index - before.index > 1) return [];
    const points = `${before.x},${yOf(before.value)} ${point.x},${yOf(point.value)}`;
    return [{ points, isDashed: point.isPartial || before.isPartial }];
  });
}

function runsOf(placed: readonly Placed[]): Placed[][] {
  const runs: Placed[][] = [];
  for (const point of placed) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && point.index - last.index === 1) run.push(point);
    else runs.push([point]);
  }
  return runs.filter((run) => run.length > 1);
}

function bandOf(run: readonly Placed[], yOf: (value: number) => number): string {
  const edge = (point: Placed, end: 0 | 1) => `${point.x},${yOf(point.interval?.[end] ?? point.value)}`;
  return [...run.map((point) => edge(point, 1)), ...run.toReversed().map((point) => edge(point, 0))].join(' ');
}

function timesOf(series: readonly SeriesPoint[]): LineChart['times'] {
  const stride = Math.max(1, Math.ceil((series.length - 1) / (mostTimes - 1)));
  return series.flatMap(({ key, label }, index) =>
    (series.length - 1 - index) % stride === 0 ? [{ key, x: xOf(index, series.length), text: label }] : [],
  );
}

/** Three to six round numbers around the values: 1, 2, 2.5 or 5 times a power of ten apart. */
export function niceLevels(low: number, high: number): number[] {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_level, index) => Number(((first + index) * step).toPrecision(12)));
}
