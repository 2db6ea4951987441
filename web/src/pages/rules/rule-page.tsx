import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { readEntryFields } from '../../../../src/rules/authoring/entry-fields.ts';
import { ApiError, call, type OpenRule } from '../../api.ts';
import { LoadError, Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending } from '../../parts/tile.tsx';
import { rulesStrings, ruleStrings as words } from '../../strings/rules.ts';
import { DraftActions } from './draft-actions.tsx';
import { EditRule } from './edit-rule.tsx';
import { LabelRule } from './label-rule.tsx';
import { NoiseRule } from './noise-rule.tsx';
import { RuleHistory } from './rule-history.tsx';
import type { RuleView } from './rule-state.ts';
import { StaleDraft } from './stale-draft.tsx';
import { useRuleDraft } from './use-rule-draft.ts';

/** One rule: what it says, what it finds, how good it is, and what it was. */
export function RulePage() {
  const { id } = useParams({ from: '/rules/$id' });
  const open = useQuery({ queryKey: ['rule', id], queryFn: ({ signal }) => call('GET /v1/rules/{id}', { params: { id } }, signal) });
  if (open.error instanceof ApiError && open.error.status === 404) {
    return (
      <Message title={words.missing}>
        <Link to="/rules" className="button">
          {words.all}
        </Link>
      </Message>
    );
  }
  if (open.error && !open.data) return <LoadError error={open.error} onRetry={() => void open.refetch()} />;
  if (!open.data) return <Pending label={rulesStrings.loading} error={null} onRetry={() => {}} />;
  return <KnownRule key={id} open={open.data} />;
}

function KnownRule({ open }: { readonly open: OpenRule }) {
  const state = useSearch({ from: '/rules/$id' });
  const draft = useRuleDraft(open);
  const fields = readEntryFields(draft.text);
  const file = open.source?.file ?? open.draft?.file ?? '';
  const intro = (
    <>
      <Link to="/rules" className="text-accent underline">
        {rulesStrings.title}
      </Link>{' '}
      / <code>{open.id}</code>
      {fields && ` · ${rulesStrings.severities[fields.severity as 'info'] ?? fields.severity}`}
      <span className="block text-xs">
        {file}
        {open.source && `:${open.source.line}`}
      </span>
    </>
  );
  return (
    <PageFrame title={fields?.name || open.id} intro={intro} controls={<DraftActions open={open} draft={draft} />}>
      {open.isStale && <StaleDraft open={open} draft={draft} />}
      <Views />
      {state.view === undefined && <EditRule open={open} draft={draft} fields={fields} />}
      {state.view === 'label' && (
        <LabelRule rule={open.id} manner={fields?.manner === 'require' ? 'require' : 'detect'} hasDraft={open.draft !== null} />
      )}
      {state.view === 'noise' && <NoiseRule rule={open.id} hasDraft={open.draft !== null} />}
      {state.view === 'history' && <RuleHistory rule={open.id} onRestore={draft.write} />}
    </PageFrame>
  );
}

function Views() {
  return (
    <nav aria-label={words.viewsLabel} className="-mt-2 flex gap-1 border-b border-line">
      {(Object.keys(words.views) as RuleView[]).map((view) => (
        <Link
          key={view}
          from="/rules/$id"
          to="/rules/$id"
          search={view === 'edit' ? {} : { view }}
          activeOptions={{ exact: true, includeSearch: true }}
          className="-mb-px border-b-2 border-transparent px-3 py-1.5 text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {words.views[view]}
        </Link>
      ))}
    </nav>
  );
}
