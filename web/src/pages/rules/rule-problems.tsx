import type { RuleFileProblem } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { rulesStrings as words } from '../../strings/rules.ts';

const most = 20;

/** What is wrong with the rule files, where, and what to write instead. */
export function RuleProblems({ problems }: { readonly problems: readonly RuleFileProblem[] }) {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const ordered = [...errors, ...problems.filter(({ severity }) => severity !== 'error')];
  return (
    <details open={errors.length > 0} className="rounded-lg border border-line bg-surface">
      <summary className="flex min-h-11 items-center gap-2 px-4 font-semibold">
        <Icon name="alert" className={errors.length > 0 ? 'text-danger' : 'text-warn'} />
        {words.problemsTitle(problems.length)}
      </summary>
      <div className="border-t border-line px-4 py-3">
        {errors.length > 0 && <p className="mb-2 text-muted">{words.problemsHelp}</p>}
        <ul className="flex flex-col gap-2">
          {ordered.slice(0, most).map(({ file, line, column, severity, message, suggestion }) => (
            <li key={`${file}:${line}:${column}:${message}`}>
              <code className="text-xs text-muted">
                {file}:{line}:{column}
              </code>{' '}
              <span className={severity === 'error' ? 'text-danger' : 'text-warn'}>{severity}</span> {message}
              {suggestion !== undefined && <span className="text-muted"> {words.try(suggestion)}</span>}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
