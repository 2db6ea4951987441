import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api.ts';
import { Modal } from '../../parts/modal.tsx';
import { usePermitted } from '../../session/use-session.ts';
import { jobStrings } from '../../strings/jobs.ts';
import { estimateOf } from './estimate.ts';
import { useVersions } from './use-versions.ts';

const { rescore: words } = jobStrings;
const number = new Intl.NumberFormat('en');

/** Judging everything again: what it costs is shown before it can be begun. */
export function RescoreDialog() {
  const [open, setOpen] = useState(false);
  const mayPublish = usePermitted('rules:publish');
  if (!mayPublish) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {words.button}
      </button>
      {open && <Rescore onClose={() => setOpen(false)} />}
    </>
  );
}

function Rescore({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const versions = useVersions();
  const cost = useQuery({ queryKey: ['rescore-cost'], queryFn: ({ signal }) => measureCost(signal), staleTime: 60_000 });
  const start = useMutation({
    mutationFn: () => call('POST /v1/rules/rescore', {}),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['rule-versions'] });
      onClose();
    },
  });
  const shown = versions.data?.items.find(({ state }) => state === 'shown');
  const next = (versions.data?.items[0]?.version ?? 0) + 1;
  const from = shown ? words.version(shown.version) : words.noVersion;
  return (
    <Modal title={words.title} onClose={onClose}>
      <p className="text-muted">{words.explain}</p>
      <dl className="my-4 grid grid-cols-[9rem_1fr] gap-y-1.5" aria-label={words.cost}>
        <dt className="text-muted">{words.conversations}</dt>
        <dd>{cost.data ? number.format(cost.data.conversations) : '…'}</dd>
        <dt className="text-muted">{words.rules}</dt>
        <dd>{cost.data ? number.format(cost.data.rules) : '…'}</dd>
        <dt className="text-muted">{words.time}</dt>
        <dd>
          {cost.data ? words.minutes(cost.data.minutes) : words.measuring}
          {cost.data && <span className="block text-xs text-muted">{words.basis(cost.data.perSecond)}</span>}
        </dd>
        <dt className="text-muted">{words.versions}</dt>
        <dd>{words.switched(from, words.version(next))}</dd>
      </dl>
      {start.error && (
        <p role="alert" className="mb-2 text-danger">
          {`${words.failed} ${start.error.message}`}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="button" className="button button-accent" disabled={!cost.data || start.isPending} onClick={() => start.mutate()}>
          {words.confirm}
        </button>
      </div>
    </Modal>
  );
}

/** Every rule is asked of every stored conversation; one rule asked so is the measure of this machine. */
async function measureCost(signal: AbortSignal) {
  const [{ items: rules }, { total }] = await Promise.all([
    call('GET /v1/rules', {}, signal),
    call('GET /v1/interactions', { query: { limit: 1 } }, signal),
  ]);
  const [rule] = rules;
  const scan = rule && (await call('POST /v1/rules/{id}/backtest', { params: { id: rule.id }, body: { scan: true } }, signal));
  return estimateOf({ conversations: total, rules: rules.length, scan: scan ?? null });
}
