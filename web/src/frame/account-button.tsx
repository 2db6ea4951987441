import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api.ts';
import { Icon } from '../parts/icon.tsx';
import { Modal } from '../parts/modal.tsx';
import { type Account, startAnew, useSession } from '../session/use-session.ts';
import { accessStrings } from '../strings/access.ts';

const { account: strings, roles } = accessStrings;

/** Who is signed in, and the way out. Without accounts there is neither. */
export function AccountButton() {
  const account = useSession()?.account ?? null;
  const [open, setOpen] = useState(false);
  if (account === null) return null;
  return (
    <>
      <button
        type="button"
        className="button button-quiet min-w-0 shrink px-2"
        aria-label={strings.open(account.name)}
        onClick={() => setOpen(true)}
      >
        <Icon name="user" />
        <span className="truncate max-lg:hidden">{account.name}</span>
      </button>
      {open && <AccountDialog account={account} onClose={() => setOpen(false)} />}
    </>
  );
}

function AccountDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [changing, setChanging] = useState(false);
  const signOut = useMutation({ mutationFn: () => call('DELETE /v1/session', {}), onSuccess: () => startAnew(queries, null) });
  return (
    <Modal title={strings.title} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{accessStrings.signIn.name}</dt>
        <dd className="min-w-0 break-words">{account.name}</dd>
        <dt className="text-muted">{accessStrings.people.role}</dt>
        <dd>{roles[account.role]}</dd>
        <dt className="text-muted">{strings.sees}</dt>
        <dd>{whatIsSeen(account)}</dd>
      </dl>
      {changing && <PasswordForm onDone={() => setChanging(false)} />}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        {account.origin === 'local' && !changing && (
          <button type="button" className="button mr-auto" onClick={() => setChanging(true)}>
            {strings.changePassword}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {strings.close}
        </button>
        <button type="button" className="button button-accent" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          {strings.signOut}
        </button>
      </div>
    </Modal>
  );
}

export function whatIsSeen({ role, teams }: Pick<Account, 'role' | 'teams'>): string {
  if (role === 'supervisor') return strings.teams(teams);
  return role === 'agent' ? strings.own : strings.everything;
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const change = useMutation({ mutationFn: (body: { current: string; next: string }) => call('POST /v1/session/password', { body }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.mutate({ current: String(fields.get('current')), next: String(fields.get('next')) });
  };
  if (change.isSuccess) {
    return (
      <p role="status" className="mt-4">
        {strings.changed}
      </p>
    );
  }
  return (
    <form className="mt-4 flex flex-col gap-3 border-t border-line pt-4" onSubmit={submit}>
      <label className="flex flex-col gap-1">
        {strings.current}
        <input name="current" type="password" className="field" autoComplete="current-password" required />
      </label>
      <label className="flex flex-col gap-1">
        {strings.next}
        <input name="next" type="password" className="field" autoComplete="new-password" minLength={15} required />
      </label>
      {change.error && (
        <p role="alert" className="text-danger">
          {change.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <button type="submit" className="button" disabled={change.isPending}>
          {strings.change}
        </button>
        <button type="button" className="button button-quiet" onClick={onDone}>
          {strings.cancel}
        </button>
      </div>
    </form>
  );
}
