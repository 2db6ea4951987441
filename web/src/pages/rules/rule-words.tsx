import type { RuleCheck } from '../../api.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { rulesStrings, ruleStrings as words } from '../../strings/rules.ts';
import { useRested } from './use-rested.ts';
import { useRuleCheck } from './use-rule-work.ts';

const restMs = 350;

interface RuleWordsProps {
  readonly id: string;
  readonly text: string;
  /** Messages that stand beside the expression already. */
  readonly shown: readonly string[];
}

/** What the rule says for people who do not read its language; or what is wrong with its text. */
export function RuleWords({ id, text, shown }: RuleWordsProps) {
  const check = useRuleCheck(id, useRested(text, restMs));
  if (!check.data) {
    return (
      <Tile title={words.words}>
        <Pending label={rulesStrings.loading} error={check.error} onRetry={() => void check.refetch()} />
      </Tile>
    );
  }
  const { description } = check.data;
  const problems = check.data.problems.filter(({ message }) => !shown.includes(message));
  return (
    <Tile title={words.words}>
      <div className="grid gap-3 p-4">
        {problems.length > 0 && (
          <ul aria-label={words.problems} className="flex flex-col gap-1">
            {problems.map(({ line, column, severity, message, suggestion }) => (
              <li key={`${line}:${column} ${message}`}>
                <span className="text-xs text-muted">{words.place(line, column)}</span>{' '}
                <span className={severity === 'error' ? 'text-danger' : 'text-warn'}>{message}</span>
                {suggestion !== undefined && <span> {rulesStrings.try(suggestion)}</span>}
              </li>
            ))}
          </ul>
        )}
        {description.length === 0 ? <p className="text-muted">{words.noWords}</p> : <Parts parts={description} />}
      </div>
    </Tile>
  );
}

function Parts({ parts }: { readonly parts: RuleCheck['description'] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {parts.map(({ words: said, parts: inner }) => (
        <li key={said}>
          {said}
          {inner.length > 0 && (
            <div className="mt-1 border-l-2 border-line pl-3">
              <Parts parts={inner} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
