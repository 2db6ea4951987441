import type { Finding, Verdict } from '../../domain/finding.ts';
import type { Reading } from '../../rules/stored/reading.ts';
import type { FindingsRow } from '../../storage/findings.ts';

/** What rules say of one conversation, and what they read of it, as it travels from the thread that judged it to the store. */
export interface Judged {
  readonly startedAt: string | null;
  readonly reading: Reading;
  readonly verdicts: Omit<FindingsRow, 'id' | 'version'>;
}

export function verdictsOf(findings: readonly Finding[]): Judged['verdicts'] {
  const having = (verdict: Verdict) => [...new Set(findings.flatMap((each) => (each.verdict === verdict ? [each.rule] : [])))];
  return {
    rules: { met: having('met'), missed: having('missed'), 'not-assessable': having('not-assessable') },
    fired: [...new Set(findings.flatMap(({ rule, fired }) => (fired ? [rule] : [])))],
    findings: JSON.stringify(findings),
  };
}
