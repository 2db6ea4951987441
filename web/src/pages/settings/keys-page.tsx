import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api.ts';
import { formatDay, formatMoment } from '../../format.ts';
import { LoadError } from '../../parts/message.tsx';
import { Modal } from '../../parts/modal.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { accessStrings } from '../../strings/access.ts';
import { AccessTabs } from './access-tabs.tsx';
import { KeyForm } from './key-form.tsx';
import { type ApiKey, keyState } from './key-state.ts';

const { keys: strings } = accessStrings;
const moment = { thisYear: new Date().getFullYear() };

/** What programs may ask. */
export function KeysPage() {
  const { data, error, refetch } = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => call('GET /v1/keys', {}, signal) });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  if (error && !data) return <LoadError error={error} onRetry={() => void refetch()} />;
  const add = (
    <button type="button" className="button button-accent" onClick={() => setMaking(true)}>
      {strings.add}
    </button>
  );
  return (
    <PageFrame title={strings.title} intro={strings.intro} controls={add}>
      <AccessTabs />
      {!data && <div className="skeleton h-40" />}
      {data?.items.length === 0 && <p className="text-muted">{strings.none}</p>}
      {data && data.items.length > 0 && <KeyTable keys={data.items} onRevoke={setRevoking} />}
      {making && <KeyForm onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </PageFrame>
  );
}

interface KeyTableProps {
  readonly keys: readonly ApiKey[];
  readonly onRevoke: (key: ApiKey) => void;
}

function KeyTable({ keys, onRevoke }: KeyTableProps) {
  const { columns } = strings;
  return (
    <ScrollRegion label={strings.title} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.begins}</th>
            <th scope="col" className="max-md:hidden">
              {columns.may}
            </th>
            <th scope="col" className="number max-sm:hidden">
              {columns.used}
            </th>
            <th scope="col">{columns.state}</th>
            <th scope="col">
              <span className="sr-only">{columns.action}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row" className="font-medium break-words">
                {key.name}
                {key.teams.length > 0 && <span className="block text-xs font-normal text-muted">{key.teams.join(', ')}</span>}
              </th>
              <td>
                <code className="text-xs">{key.prefix}…</code>
              </td>
              <td className="text-muted max-md:hidden" title={key.permissions.join(', ')}>
                {strings.permissionCount(key.permissions)}
              </td>
              <td className="number text-muted max-sm:hidden">
                {key.lastUsedAt === null ? accessStrings.people.never : formatMoment(key.lastUsedAt, moment)}
              </td>
              <td className="text-muted">{stateText(key)}</td>
              <td className="text-right">
                {key.revokedAt === null && (
                  <button
                    type="button"
                    className="button h-7 text-xs"
                    aria-label={strings.revokeOne(key.name)}
                    onClick={() => onRevoke(key)}
                  >
                    {strings.revoke}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function stateText(key: ApiKey): string {
  const state = keyState(key, Date.now());
  if (state === 'until') return strings.until(formatDay(key.expiresAt?.slice(0, 10) ?? ''));
  return { 'in-force': strings.inForce, expired: strings.expired, revoked: strings.revoked }[state];
}

function RevokeDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => call('DELETE /v1/keys/{id}', { params: { id: apiKey.id } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['keys'] });
      onClose();
    },
  });
  return (
    <Modal title={strings.revokeOne(apiKey.name)} onClose={onClose}>
      <p>{strings.sure(apiKey.name)}</p>
      {revoke.error && (
        <p role="alert" className="mt-2 text-danger">
          {revoke.error.message}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <button type="button" className="button" onClick={onClose}>
          {accessStrings.account.cancel}
        </button>
        <button type="button" className="button button-accent" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          {strings.revoke}
        </button>
      </div>
    </Modal>
  );
}
