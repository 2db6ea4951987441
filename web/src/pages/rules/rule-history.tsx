import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, type RuleChange } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { Pending, Tile } from '../../parts/tile.tsx';
import { ruleStrings, rulesStrings } from '../../strings/rules.ts';

const words = ruleStrings.history;

interface RuleHistoryProps {
  readonly rule: string;
  readonly onRestore: (text: string) => void;
}

/** What the rule was, when, why and by whom; any of it can be taken up again as a draft. */
export function RuleHistory({ rule, onRestore }: RuleHistoryProps) {
  const navigate = useNavigate({ from: '/rules/$id' });
  const history = useQuery({
    queryKey: ['rules', 'history', rule],
    queryFn: ({ signal }) => call('GET /v1/rules/{id}/history', { params: { id: rule } }, signal),
  });
  if (!history.data) return <Pending label={rulesStrings.loading} error={history.error} onRetry={() => void history.refetch()} />;
  const restore = (text: string) => {
    onRestore(text);
    void navigate({ search: {} });
  };
  return (
    <Tile title={words.title}>
      {history.data.items.length === 0 && <p className="p-4 text-muted">{words.none}</p>}
      <ol className="flex flex-col divide-y divide-line">
        {history.data.items.map((change) => (
          <li key={change.version} className="grid gap-1 px-4 py-3">
            <Change change={change} onRestore={restore} />
          </li>
        ))}
      </ol>
    </Tile>
  );
}

function Change({ change, onRestore }: { readonly change: RuleChange; readonly onRestore: (text: string) => void }) {
  const { version, publishedAt, note, publisher, approver, change: kind, text } = change;
  const who = [publisher && words.by(publisher), approver && words.approved(approver)].filter(Boolean).join(', ');
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{rulesStrings.versionOf(version)}</span>
        <span className="chip">{words.changes[kind]}</span>
        <time dateTime={publishedAt} className="text-muted">
          {formatMoment(publishedAt, { thisYear: new Date().getFullYear() })}
        </time>
        {who && <span className="text-muted">{who}</span>}
        {text !== null && (
          <button type="button" className="button ml-auto h-7" onClick={() => onRestore(text)}>
            {words.restore}
          </button>
        )}
      </div>
      <p>{note}</p>
      {text !== null && (
        <details>
          <summary className="text-xs text-muted">{words.text}</summary>
          <pre className="mt-1 overflow-x-auto rounded-md bg-sunken p-3 text-xs">{text}</pre>
        </details>
      )}
    </>
  );
}
