import type { Interaction } from '../../api.ts';
import { formatDuration, humanise } from '../../format.ts';
import { strings } from '../../strings.ts';

/** A measure's name is `base.part.side`, e.g. `response_latency.p50.agent`; part and side may be absent. */
interface Value {
  readonly base: string;
  readonly part: string;
  readonly side: 'agent' | 'customer' | null;
  /** In the unit people use; null when it is not known. */
  readonly text: string | null;
  readonly number: number | null;
  readonly gap: string;
}

interface MeasureRow {
  readonly key: string;
  readonly base: string;
  readonly label: string;
  readonly value: string;
  /** Share, count and longest of what the row adds up. */
  readonly detail: string;
}

interface SideRow {
  readonly key: string;
  readonly base: string;
  readonly label: string;
  /** Empty when that side has none. */
  readonly agent: string;
  readonly customer: string;
}

export interface MeasuresView {
  readonly whole: readonly MeasureRow[];
  readonly sides: readonly SideRow[];
  /** What could not be known, with the reason: never shown as zero. */
  readonly unknown: readonly { readonly key: string; readonly label: string; readonly gap: string }[];
}

export function prepareMeasures({ values, gaps }: Interaction['measures']): MeasuresView {
  const all = [...new Set([...Object.keys(values), ...Object.keys(gaps)])].map((name) => readValue(name, values[name] ?? null, gaps[name]));
  const whole = all.filter(({ side }) => side === null);
  const bySide = [...Map.groupBy(all, ({ base, part, side }) => (side === null ? '' : `${base}.${part}`))].filter(([key]) => key !== '');
  return {
    whole: [...Map.groupBy(whole, ({ base }) => base).values()].flatMap(wholeRows),
    sides: bySide.flatMap(([key, pair]) => sideRow(key, pair)),
    unknown: [
      ...whole.filter(({ number }) => number === null),
      ...bySide.flatMap(([, pair]) => (pair.every(({ number }) => number === null) ? pair.slice(0, 1) : [])),
    ].map((value) => ({ key: `${value.base}.${value.part}`, label: labelOf(value), gap: value.gap })),
  };
}

function readValue(name: string, number: number | null, gap: string | undefined): Value {
  const [base = name, ...rest] = name.split('.');
  const last = rest.at(-1);
  const side = last === 'agent' || last === 'customer' ? last : null;
  const part = (side ? rest.slice(0, -1) : rest).join('.');
  return {
    base,
    part,
    side,
    number,
    text: number === null ? null : formatMeasure(`${base}.${part}`, number),
    gap: gap === undefined ? strings.reasonUnknown : (strings.reasons[gap] ?? humanise(gap).toLowerCase()),
  };
}

/** What has a total is one row with what else is known of it: share, and where it happened more than once, count and longest. */
function wholeRows(values: readonly Value[]): MeasureRow[] {
  const known = values.filter(({ number }) => number !== null);
  const total = known.find(({ part }) => part === 'total');
  const isOnce = known.some(({ part, number }) => part === 'count' && number === 1);
  const details = total ? known.filter(({ part }) => part !== 'total' && !(isOnce && (part === 'longest' || part === 'count'))) : [];
  const rows = total ? [total] : known.filter(({ part, number }) => part !== 'bot' || number !== 0);
  return rows.map((value) => ({
    key: `${value.base}.${value.part}`,
    base: value.base,
    label: labelOf(value),
    value: total?.number === 0 ? strings.panel.none : (value.text ?? ''),
    detail: total?.number === 0 ? '' : details.map(({ part, text }) => strings.measureDetail(part, text ?? '')).join(', '),
  }));
}

function sideRow(key: string, pair: readonly Value[]): SideRow[] {
  const [first] = pair;
  if (!first || pair.every(({ number }) => number === null || number === 0)) return [];
  const of = (side: Value['side']) => pair.find((value) => value.side === side)?.text ?? '';
  return [{ key, base: first.base, label: labelOf(first), agent: of('agent'), customer: of('customer') }];
}

function labelOf({ base, part }: Value): string {
  const label = strings.measures[base]?.label ?? humanise(base);
  if (part === '' || part === 'total' || part === 'count') return label;
  return `${label}, ${strings.measureParts[part] ?? humanise(part).toLowerCase()}`;
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const short = (value: number) => new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 }).format(value);

/** The unit of each measure, by its name without the side; the first that fits. Durations are ms. */
const units: readonly [RegExp, (value: number) => string][] = [
  [/\.share$|_ratio\.|within_target|confidence/, (value) => `${short(value * 100)} %`],
  [/per_minute|^speech_rate/, (value) => `${short(value)} / min`],
  [/^(one_touch|unanswered_last)\./, (value) => (value === 0 ? strings.panel.no : strings.panel.yes)],
  [/\.count$|^(words|messages|thread_depth|bot_handoff_turn)\./, number.format],
  [/./, formatDuration],
];

function formatMeasure(name: string, value: number): string {
  return units.find(([pattern]) => pattern.test(name))?.[1](value) ?? number.format(value);
}
