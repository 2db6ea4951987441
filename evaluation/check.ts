import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { mergeAccepted, nameOf, worseThan } from './accepted.ts';
import type { EvaluationRow } from './row.ts';
import { measureSuites, suites } from './run.ts';

/**
 * Measures again and fails when a figure is worse than the accepted one beyond the accepted interval.
 *
 * @example npm run eval:check
 * @example npm run eval:check -- --only asr,calls             these suites alone
 * @example npm run eval:check -- --only calls --accept        their new figures become the accepted ones, the others stay
 */
const accepted = new URL('accepted.json', import.meta.url);
const { values } = parseArgs({
  options: {
    corpora: { type: 'string', default: '../shared/corpora' },
    only: { type: 'string' },
    accept: { type: 'boolean', default: false },
  },
});
const names = values.only?.split(',') ?? Object.keys(suites);
const unknown = names.find((name) => !suites[name]);
if (unknown !== undefined) throw new Error(`There is no suite ${unknown}; there are ${Object.keys(suites).join(', ')}.`);

const before = await readAccepted();
const rows = await measureSuites(names, { corpora: values.corpora, train: values.corpora });
if (values.accept) await writeFile(accepted, `${JSON.stringify(mergeAccepted(before, rows), null, 2)}\n`);
else report(before.filter(({ suite }) => names.includes(suite)));

/** None before the first acceptance. */
async function readAccepted(): Promise<readonly EvaluationRow[]> {
  const text = await readFile(accepted, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return JSON.parse(text) as EvaluationRow[];
}

function report(expected: readonly EvaluationRow[]): void {
  const worse = expected.flatMap((old) => {
    const now = rows.find((row) => nameOf(row) === nameOf(old));
    if (now === undefined) return [`${nameOf(old)}: not measured`];
    return worseThan(now, old)
      ? [`${nameOf(old)}: ${now.value}, accepted ${old.value} [${old.interval?.join(', ') ?? 'no interval'}]`]
      : [];
  });
  for (const line of worse) console.error(line);
  console.log(`${expected.length - worse.length} of ${expected.length} accepted figures held`);
  process.exitCode = worse.length > 0 ? 1 : 0;
}
