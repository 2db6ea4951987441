import type { Reply } from '../http/contract/routes.ts';
import { type CorrectedElsewhere, refusal } from './commands/labelled-elsewhere.ts';
import { printLine, printTable } from './print.ts';

interface Printable {
  readonly value: number;
  readonly interval: readonly number[];
  readonly n: number;
}

type Measured = Reply<'GET /v1/rules/{id}/measure'>;

/** Below this many judgements the interval that is never too narrow is shown beside. */
const few = 30;

/** A rule's measure in words. */
export function printMeasure(measured: Measured, elsewhere: CorrectedElsewhere | null): void {
  const { precision, recall, prevalence, decay, strata } = measured;
  if (!measured.isCurrent) printLine(`Rule ${measured.rule} has changed since its conversations were drawn: run rules label again.`);
  printTable(
    ['stratum', 'conversations', 'drawn', 'yes', 'no', 'skipped'],
    strata.map(({ stratum, population, drawn, yes, no, skip }) => [stratum, population, drawn, yes, no, skip]),
  );
  if (measured.notAssessable > 0) printLine(`${measured.notAssessable} conversations on which the rule cannot be judged are left out.`);
  const exact =
    precision !== null && precision.n < few && precision.interval[0] !== precision.interval[1] ? `; exact ${range(precision.exact)}` : '';
  printLine(`precision       ${precision === null ? 'judge some findings first' : `${estimate(precision)}${exact}`}`);
  printLine(`recall          ${recall === null ? 'no true case was judged yet' : estimate(recall)}`);
  printLine(`rate            ${percent(prevalence.raw)} as found`);
  printLine(`corrected rate  ${prevalence.corrected === null ? 'judge some of every stratum first' : `${estimate(prevalence.corrected)}`}`);
  if (elsewhere !== null) printElsewhere(elsewhere);
  if (decay !== null) {
    const change = `precision since ${decay.since.slice(0, 10)} ${estimate(decay.recent)}, before ${estimate(decay.before)}, p = ${decay.p.toFixed(3)}`;
    printLine(decay.alarm ? `ALARM: ${change}` : change);
  }
}

function printElsewhere({ sensitivity, specificity, corrected }: CorrectedElsewhere): void {
  printLine(`elsewhere       sensitivity ${estimate(sensitivity)}, specificity ${estimate(specificity)}`);
  printLine(`corrected by it ${corrected === null ? refusal : estimate(corrected)}`);
}

function estimate({ value, interval, n }: Printable): string {
  return `${percent(value)} (95 % ${range(interval)}; n = ${n})`;
}

function range([low = 0, high = 1]: readonly number[]): string {
  return `${percent(low)} to ${percent(high)}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
