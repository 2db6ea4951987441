import { cpus, totalmem } from 'node:os';
import { printTable } from '../src/cli/print.ts';
import type { BenchOptions, BenchRow } from './row.ts';

/** One file per hot path; each measures itself beside a peer in the same run. */
const benches: Record<string, () => Promise<{ run(options: BenchOptions): Promise<BenchRow[]> }>> = {
  text: () => import('./text-line.ts'),
  voice: () => import('./voice-line.ts'),
  store: () => import('./store.ts'),
  rules: () => import('./rules.ts'),
  redaction: () => import('./redaction.ts'),
  encoder: () => import('./encoder.ts'),
  backtest: () => import('./backtest.ts'),
  analytics: () => import('./analytics.ts'),
  web: () => import('./web.ts'),
};

/** Runs the named benches, all of them without a name, and prints what was measured and on which machine. */
export async function runBenches(options: {
  readonly only: readonly string[];
  readonly json: boolean;
  readonly full: boolean;
}): Promise<void> {
  const names = options.only.length > 0 ? options.only : Object.keys(benches);
  console.error(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  const rows: BenchRow[] = [];
  for (const name of names) {
    const load = benches[name];
    if (load === undefined) throw new Error(`there is no bench ${name}; there are ${Object.keys(benches).join(', ')}`);
    rows.push(...(await (await load()).run({ full: options.full })));
  }
  printTable(
    ['name', 'value', 'unit', 'peer', 'ratio'],
    rows.map((row) => [row.name, round(row.value), row.unit, row.peer ?? null, row.ratio === undefined ? null : round(row.ratio)]),
  );
  if (options.json) console.log(JSON.stringify(rows));
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
