import type { Interaction } from '../../api.ts';
import { formatDuration, humanise } from '../../format.ts';
import { strings } from '../../strings.ts';

export interface MeasureView {
  readonly name: string;
  readonly label: string;
  /** In the unit people use; null when it is not known, and `gap` says why. */
  readonly value: string | null;
  readonly gap: string | null;
}

/** The unit is the end of a measure's name (docs/MEASURES.md): one row per unit, how it is written, what is left of the name. */
const units: readonly [RegExp, (value: number) => string][] = [
  [/Ms$/, formatDuration],
  [/(Share|Ratio|Confidence)$/, (value) => `${round(value * 100)} %`],
  [/PerMinute$/, (value) => `${round(value)} / min`],
  [/PerSecond$/, (value) => `${round(value)} / s`],
];

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export function prepareMeasures({ values, gaps }: Interaction['measures']): MeasureView[] {
  const names = [...new Set([...Object.keys(values), ...Object.keys(gaps)])];
  return names.map((name) => {
    const value = values[name] ?? null;
    const gap = gaps[name];
    return {
      name,
      label: humanise(name.replace(/(Ms|PerMinute|PerSecond)$/, '')),
      value: value === null ? null : formatMeasure(name, value),
      gap: value !== null ? null : gap === undefined ? strings.reasonUnknown : (strings.reasons[gap] ?? humanise(gap).toLowerCase()),
    };
  });
}

function formatMeasure(name: string, value: number): string {
  const unit = units.find(([ending]) => ending.test(name));
  return unit ? unit[1](value) : number.format(value);
}

function round(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 }).format(value);
}
