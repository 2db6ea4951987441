import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call, type Rule } from '../../api.ts';
import { Message } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Pending } from '../../parts/tile.tsx';
import { rulesStrings as words } from '../../strings/rules.ts';
import { useKeys } from '../../use-keys.ts';
import { ConvertDialog } from './convert-dialog.tsx';
import { NewRuleDialog } from './new-rule-dialog.tsx';
import { prepareStanding } from './prepare-standing.ts';
import { RuleProblems } from './rule-problems.tsx';
import type { RulesState } from './rule-state.ts';
import { RuleTable } from './rule-table.tsx';

/** All rules with what they found, and the way to a new one. */
export function RulesPage() {
  const state = useSearch({ from: '/rules' });
  const [open, setOpen] = useState<'new' | 'convert' | null>(null);
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('GET /v1/rules', {}, signal) });
  const standing = useQuery({ queryKey: ['rules', 'standing'], queryFn: ({ signal }) => call('GET /v1/rules/standing', {}, signal) });
  useKeys({ n: () => setOpen('new'), '/': () => document.getElementById('rule-filter')?.focus() });
  const controls = (
    <>
      <button type="button" className="button" onClick={() => setOpen('convert')}>
        {words.convert.open}
      </button>
      <button type="button" className="button button-accent" onClick={() => setOpen('new')}>
        {words.create.open}
      </button>
    </>
  );
  if (!rules.data) return <Pending label={words.loading} error={rules.error} onRetry={() => void rules.refetch()} />;
  const { items, problems } = rules.data;
  const rows = prepareStanding(items, standing.data, state);
  return (
    <PageFrame title={words.title} intro={words.intro} controls={controls}>
      <Drafts />
      {problems.length > 0 && <RuleProblems problems={problems} />}
      {items.length === 0 && <Message title={words.emptyTitle} help={words.emptyHelp} />}
      {items.length > 0 && <RuleFilter state={state} shown={rows.length} all={items.length} />}
      {items.length > 0 && rows.length === 0 && <p className="text-muted">{words.none}</p>}
      {rows.length > 0 && <RuleTable rows={rows} isCounted={standing.data !== undefined} />}
      {open === 'new' && <NewRuleDialog onClose={() => setOpen(null)} />}
      {open === 'convert' && <ConvertDialog onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}

function RuleFilter({ state, shown, all }: { readonly state: RulesState; readonly shown: number; readonly all: number }) {
  const navigate = useNavigate({ from: '/rules' });
  const change = (next: RulesState) => void navigate({ search: next, replace: true });
  return (
    <search aria-label={words.filter} className="flex flex-wrap items-center gap-2">
      <input
        id="rule-filter"
        type="search"
        className="field min-w-0 flex-1 basis-56 sm:max-w-80"
        aria-label={words.filterHint}
        placeholder={words.filterHint}
        value={state.q ?? ''}
        onChange={(event) => change({ ...state, q: event.target.value || undefined })}
      />
      <select
        className="field"
        aria-label={words.severity}
        value={state.severity ?? ''}
        onChange={(event) => change({ ...state, severity: (event.target.value || undefined) as Rule['severity'] | undefined })}
      >
        <option value="">{words.anySeverity}</option>
        {Object.entries(words.severities).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="field"
        aria-label={words.kind}
        value={state.manner ?? ''}
        onChange={(event) => change({ ...state, manner: (event.target.value || undefined) as Rule['manner'] | undefined })}
      >
        <option value="">{words.anyManner}</option>
        {Object.entries(words.manners).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <span role="status" className="text-muted">
        {words.count(shown, all)}
      </span>
    </search>
  );
}

function Drafts() {
  const drafts = useQuery({ queryKey: ['rules', 'drafts'], queryFn: ({ signal }) => call('GET /v1/rules/drafts', {}, signal) });
  if (!drafts.data || drafts.data.items.length === 0) return null;
  return (
    <section aria-label={words.draftsTitle} className="flex flex-wrap items-center gap-2">
      <h2 className="text-xs font-semibold text-muted">{words.draftsTitle}</h2>
      {drafts.data.items.map(({ rule, file }) => (
        <Link key={rule} to="/rules/$id" params={{ id: rule }} title={words.draftOf(file)} className="chip h-7 hover:border-line-strong">
          {rule}
        </Link>
      ))}
    </section>
  );
}
