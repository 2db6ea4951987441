import type { Cue } from './cues.ts';
import type { DigitRun } from './digit-runs.ts';
import type { Entity } from './entity.ts';

/** United States social security number: nine digits grouped 3-2-4, or nine or the last four where the words say so. */
export function recogniseSsn(run: DigitRun, cue: Cue | null): Entity | null {
  const named = cue === 'ssn';
  if (named && run.digits.length >= 4 && run.digits.length < 9) return entity(run, 0.6, 'asked-or-named');
  if (run.digits.length !== 9) return null;
  const sizes = run.groups.map((group) => group.digits.length).join('-');
  if (sizes === '3-2-4' && isIssued(run.digits)) return entity(run, named ? 0.97 : 0.85, 'area-and-group');
  return named ? entity(run, 0.9, 'asked-or-named') : null;
}

/** Areas 000, 666 and 900–999, group 00 and serial 0000 are never issued (SSA, since 2011). */
function isIssued(digits: string): boolean {
  const area = Number(digits.slice(0, 3));
  return area !== 0 && area !== 666 && area < 900 && digits.slice(3, 5) !== '00' && digits.slice(5) !== '0000';
}

function entity(run: DigitRun, confidence: number, why: string): Entity {
  return { label: 'ssn', start: run.start, end: run.end, confidence, why };
}
