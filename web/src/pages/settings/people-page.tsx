import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api.ts';
import { formatMoment } from '../../format.ts';
import { whatIsSeen } from '../../frame/account-button.tsx';
import { LoadError } from '../../parts/message.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { type Account, useSession } from '../../session/use-session.ts';
import { accessStrings } from '../../strings/access.ts';
import { AccessTabs } from './access-tabs.tsx';
import { AccountForm } from './account-form.tsx';

const { people: strings, roles, rights: rightNames } = accessStrings;
const moment = { thisYear: new Date().getFullYear() };

/** Who may sign in. */
export function PeoplePage() {
  const { data, error, refetch } = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => call('GET /v1/accounts', {}, signal) });
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  const isOpen = useSession()?.state === 'open';
  if (error && !data) return <LoadError error={error} onRetry={() => void refetch()} />;
  const add = (
    <button type="button" className="button button-accent" onClick={() => setEdited('new')}>
      {strings.add}
    </button>
  );
  return (
    <PageFrame title={strings.title} intro={strings.intro} controls={add}>
      <AccessTabs />
      {!data && <div className="skeleton h-40" />}
      {isOpen && data?.items.length === 0 && <p className="rounded-lg border border-line bg-surface p-4 text-muted">{strings.open}</p>}
      {data && data.items.length > 0 && <AccountTable accounts={data.items} onEdit={setEdited} />}
      {edited && <AccountForm account={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </PageFrame>
  );
}

interface AccountTableProps {
  readonly accounts: readonly Account[];
  readonly onEdit: (account: Account) => void;
}

function AccountTable({ accounts, onEdit }: AccountTableProps) {
  const { columns } = strings;
  return (
    <ScrollRegion label={strings.title} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col" className="max-md:hidden">
              {columns.sees}
            </th>
            <th scope="col" className="max-sm:hidden">
              {columns.rights}
            </th>
            <th scope="col" className="number max-md:hidden">
              {columns.lastSignIn}
            </th>
            <th scope="col">{columns.state}</th>
            <th scope="col">
              <span className="sr-only">{columns.action}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row" className="font-medium break-words">
                {account.name}
                {account.origin === 'oidc' && <span className="block text-xs font-normal text-muted">{strings.provider}</span>}
              </th>
              <td>{roles[account.role]}</td>
              <td className="text-muted max-md:hidden">{whatIsSeen(account)}</td>
              <td className="max-sm:hidden">
                <span className="flex flex-wrap gap-1">
                  {account.rights.map((right) => (
                    <span key={right} className="chip">
                      {rightNames[right]}
                    </span>
                  ))}
                </span>
              </td>
              <td className="number text-muted max-md:hidden">
                {account.lastSignInAt === null ? strings.never : formatMoment(account.lastSignInAt, moment)}
              </td>
              <td className={account.disabled ? 'text-warn' : 'text-muted'}>{account.disabled ? strings.disabled : strings.active}</td>
              <td className="text-right">
                <button
                  type="button"
                  className="button h-7 text-xs"
                  aria-label={strings.edit(account.name)}
                  onClick={() => onEdit(account)}
                >
                  {strings.editShort}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
