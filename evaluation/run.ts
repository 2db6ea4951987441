import type { EvaluationRow, Suite, SuiteOptions } from './row.ts';

/** Every suite of the contract (docs/EVALUATION.md); one whose data or code is not there says "absent". */
export const suites: Readonly<Record<string, () => Promise<{ run: Suite }>>> = {
  asr: () => import('./suites/asr.ts'),
  calls: () => import('./suites/calls.ts'),
  disclosure: () => import('./suites/disclosure.ts'),
  intents: () => import('./suites/intents.ts'),
  calibration: () => import('./suites/calibration.ts'),
  clustering: () => import('./suites/clustering.ts'),
  pii: () => import('./suites/pii.ts'),
  language: () => import('./suites/language.ts'),
  sentiment: () => import('./suites/sentiment.ts'),
  politeness: () => import('./suites/politeness.ts'),
  summaries: () => import('./suites/summaries.ts'),
  timeline: () => import('./suites/timeline.ts'),
  events: () => import('./suites/events.ts'),
  simulation: () => import('./suites/simulation.ts'),
};

export interface EvaluationOptions {
  readonly corpora: string;
  readonly train: string;
  readonly only: readonly string[];
  readonly json: boolean;
  readonly profile?: string;
}

/** Measures, prints a table for people and, with `json`, the figures as the last line. Gives the exit code: 2 for an unknown suite. */
export async function runEvaluation(options: EvaluationOptions): Promise<number> {
  const names = options.only.length > 0 ? options.only : Object.keys(suites);
  const unknown = names.find((name) => !suites[name]);
  if (unknown) {
    console.error(`There is no suite ${unknown}; there are ${Object.keys(suites).join(', ')}.`);
    return 2;
  }
  const rows = await measureSuites(names, options);
  if (options.json) console.log(JSON.stringify(rows));
  return 0;
}

/** The figures of the named suites, printed as they come. */
export async function measureSuites(names: readonly string[], options: SuiteOptions): Promise<EvaluationRow[]> {
  const rows: EvaluationRow[] = [];
  for (const name of names) {
    const suite = await suites[name]?.();
    const found = (await suite?.run(options)) ?? [];
    if (found.length === 0) console.log(`${name}: absent`);
    for (const row of found) console.log(formatRow(row));
    rows.push(...found);
  }
  return rows;
}

function formatRow(row: EvaluationRow): string {
  const number = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(4));
  const interval = row.interval ? ` [${row.interval.map(number).join(', ')}]` : '';
  const extra = [
    row.profile ? `profile ${row.profile}` : '',
    row.baseline === undefined ? '' : `baseline ${number(row.baseline)}`,
    row.floor === undefined ? '' : `floor ${number(row.floor)}${meets(row) ? '' : ' NOT MET'}`,
  ]
    .filter(Boolean)
    .join(', ');
  return `${`${row.suite} ${row.dataset}`.padEnd(28)} ${row.measure.padEnd(22)} ${number(row.value)}${interval}  n=${row.n}  ${extra}`.trimEnd();
}

function meets(row: EvaluationRow): boolean {
  if (row.floor === undefined) return true;
  return row.better === 'higher' ? row.value >= row.floor : row.value <= row.floor;
}
