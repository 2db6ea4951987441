import type { Rule } from '../api.ts';
import { findingStrings } from '../strings/findings.ts';

const looks: Readonly<Record<Rule['severity'], string>> = {
  critical: 'border-danger bg-danger-soft text-danger',
  major: 'border-warn bg-warn-soft text-warn',
  minor: 'text-muted',
  info: 'text-muted',
};

export function SeverityMark({ severity }: { readonly severity: Rule['severity'] }) {
  return <span className={`chip ${looks[severity]}`}>{findingStrings.severity[severity]}</span>;
}
