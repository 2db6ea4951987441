import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { EvaluationRow } from './row.ts';
import { measureSuites, suites } from './run.ts';

/**
 * Measures again and fails when a figure is worse than the accepted one beyond the accepted interval.
 *
 * @example npm run eval:check
 * @example npm run eval:check -- --accept     the new figures become the accepted ones
 */
const accepted = new URL('accepted.json', import.meta.url);
const { values } = parseArgs({
  options: { corpora: { type: 'string', default: '../shared/corpora' }, accept: { type: 'boolean', default: false } },
});
const rows = await measureSuites(Object.keys(suites), { corpora: values.corpora, train: values.corpora });

if (values.accept) await writeFile(accepted, `${JSON.stringify(rows, null, 2)}\n`);
else report(JSON.parse(await readFile(accepted, 'utf8')) as EvaluationRow[]);

function report(before: readonly EvaluationRow[]): void {
  const worse = before.flatMap((old) => {
    const now = rows.find((row) => nameOf(row) === nameOf(old));
    if (now === undefined) return [`${nameOf(old)}: not measured`];
    return isWorse(now, old) ? [`${nameOf(old)}: ${now.value}, accepted ${old.value} [${old.interval?.join(', ') ?? 'no interval'}]`] : [];
  });
  for (const line of worse) console.error(line);
  console.log(`${before.length - worse.length} of ${before.length} accepted figures held`);
  process.exitCode = worse.length > 0 ? 1 : 0;
}

function nameOf(row: EvaluationRow): string {
  return `${row.suite} ${row.dataset} ${row.measure}`;
}

/** Speed depends on the machine and is never a gate. */
function isWorse(now: EvaluationRow, old: EvaluationRow): boolean {
  if (old.unit === 'seconds' || old.unit === 'per_second') return false;
  const [low, high] = old.interval ?? [old.value, old.value];
  return old.better === 'higher' ? now.value < low : now.value > high;
}
