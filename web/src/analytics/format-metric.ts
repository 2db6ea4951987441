import type { CellValue, ValueChange } from '../api.ts';
import { formatDuration, formatScore, humanise } from '../format.ts';
import { numbersStrings } from '../strings/numbers.ts';

/** Units of `GET /v1/metrics`; a unit of a newer server is shown as a plain number. */
export type Unit = string;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function formatMetric(value: number, unit: Unit): string {
  switch (unit) {
    case 'contacts':
      return whole.format(value);
    case 'ratio':
      return percent(value);
    case 'ms':
      return formatDuration(value);
    case 'score':
      return formatScore(value);
    default:
      return minus(fine.format(value));
  }
}

function percent(value: number): string {
  const hundredths = value * 100;
  return `${minus(Math.abs(hundredths) < 10 ? tenths.format(hundredths) : whole.format(hundredths))} %`;
}

/** The sign that lines up with a plus. */
function minus(text: string): string {
  return text.replace('-', '−');
}

export function formatRange([low, high]: readonly [number, number], unit: Unit): string {
  return numbersStrings.range(formatMetric(low, unit), formatMetric(high, unit));
}

/** A value as it stands on a page, with how sure it is. */
export interface ValueView {
  readonly text: string;
  /** null when there is not enough data, or the value has no doubt of its own. */
  readonly interval: string | null;
  readonly n: string;
  readonly isMeasured: boolean;
}

export function prepareValue(cell: CellValue | undefined, unit: Unit): ValueView {
  if (cell?.state !== 'measured') {
    return { text: numbersStrings.notEnough, interval: null, n: numbersStrings.n(cell?.n ?? 0), isMeasured: false };
  }
  return {
    text: formatMetric(cell.value, unit),
    interval: numbersStrings.interval(formatRange(cell.interval, unit)),
    n: numbersStrings.n(cell.n),
    isMeasured: true,
  };
}

export type ChangeTone = 'up' | 'down' | 'flat';

/** What changed against the other value. The words say it; an arrow and weight repeat it. */
export interface ChangeView {
  readonly text: string;
  readonly tone: ChangeTone;
  /** Whether it is more than chance, and how large it may be. */
  readonly detail: string;
  readonly isCertain: boolean;
}

/** Shares and scores change by points; everything else in per cent of what it was. null when there is nothing to compare. */
export function prepareChange(change: ValueChange | undefined, unit: Unit): ChangeView | null {
  if (!change || change.difference === null || change.interval === null) return null;
  const { difference, interval, certain } = change;
  const text = changeText(change, unit);
  const tone = !/[1-9]/.test(text) ? 'flat' : difference > 0 ? 'up' : 'down';
  const range = numbersStrings.range(signed(interval[0], unit), signed(interval[1], unit));
  return {
    text,
    tone,
    isCertain: certain,
    detail: `${numbersStrings.change.interval(range)}, ${certain ? numbersStrings.change.certain : numbersStrings.change.chance}`,
  };
}

function changeText({ difference, relative }: ValueChange, unit: Unit): string {
  const isRelative = unit !== 'ratio' && unit !== 'score' && relative !== null;
  if (!isRelative) return signed(difference ?? 0, unit);
  return `${relative > 0 ? '+' : ''}${percent(relative)}`;
}

function signed(difference: number, unit: Unit): string {
  if (unit === 'score') return formatScore(difference);
  if (unit === 'ratio') return numbersStrings.points(plus(minus(tenths.format(difference * 100))));
  return plus(formatMetric(difference, unit).replace('-', '−'));
}

function plus(text: string): string {
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** `Sentiment at the end`, `Rule greeting`. */
export function metricLabel(name: string): string {
  const [prefix = '', ...rest] = name.split(':');
  return numbersStrings.metrics[name] ?? numbersStrings.metricFamilies[prefix]?.(rest.join(':')) ?? humanise(name);
}

/** What a metric is counted in; those over a name of the site's own are shares or plain scores. */
export function unitOf(name: string, known: readonly { readonly name: string; readonly unit: string }[]): Unit {
  if (name.startsWith('rule_rate:')) return 'ratio';
  return known.find((metric) => metric.name === name)?.unit ?? (name === 'volume' ? 'contacts' : 'number');
}
