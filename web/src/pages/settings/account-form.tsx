import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../../api.ts';
import { Modal } from '../../parts/modal.tsx';
import type { Account } from '../../session/use-session.ts';
import { sessionQuery } from '../../session/use-session.ts';
import { accessStrings } from '../../strings/access.ts';
import { readAccountForm } from './read-account-form.ts';

const { people: strings, roles, roleHelp, rights: rightNames, rightHelp } = accessStrings;
const roleNames = Object.entries(roles) as [Account['role'], string][];
const rightList = Object.entries(rightNames) as [Account['rights'][number], string][];

interface AccountFormProps {
  /** Null: a new one. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

/** Makes or changes an account. Which fields there are follows from the role. */
export function AccountForm({ account, onClose }: AccountFormProps) {
  const queries = useQueryClient();
  const [role, setRole] = useState<Account['role']>(account?.role ?? 'analyst');
  const save = useMutation({
    mutationFn: (fields: ReturnType<typeof readAccountForm>) => saveAccount(account, fields),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      // The first account closes the server for whoever made it here, too.
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(readAccountForm(new FormData(event.currentTarget)));
  };
  const isLocal = account === null || account.origin === 'local';
  return (
    <Modal title={account === null ? strings.add : strings.edit(account.name)} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        {account === null && (
          <label className="flex flex-col gap-1">
            {strings.columns.name}
            <input name="name" className="field" autoComplete="off" maxLength={100} required />
          </label>
        )}
        <label className="flex flex-col gap-1">
          {strings.role}
          <select
            name="role"
            aria-describedby="role-help"
            className="field"
            value={role}
            onChange={({ target }) => setRole(target.value as Account['role'])}
          >
            {roleNames.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <p id="role-help" className="-mt-3 text-xs text-muted">
          {roleHelp[role]}
        </p>
        {role === 'supervisor' && (
          <label className="flex flex-col gap-1">
            {strings.teams}
            <input name="teams" className="field" defaultValue={account?.teams.join(', ')} required />
          </label>
        )}
        {role === 'agent' && (
          <label className="flex flex-col gap-1">
            {strings.agent}
            <input name="agent" className="field" defaultValue={account?.agent ?? ''} required />
          </label>
        )}
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1">{strings.rights}</legend>
          {rightList.map(([right, name]) => (
            <label key={right} className="flex min-h-6 items-center gap-2">
              <input type="checkbox" name="rights" value={right} defaultChecked={account?.rights.includes(right)} />
              <span>
                {name} <span className="text-xs text-muted">{rightHelp[right]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {isLocal && (
          <label className="flex flex-col gap-1">
            {account === null ? strings.password : strings.newPassword}
            <input
              name="password"
              type="password"
              className="field"
              autoComplete="new-password"
              minLength={15}
              required={account === null}
            />
          </label>
        )}
        {account && (
          <label className="flex min-h-6 items-center gap-2">
            <input type="checkbox" name="disabled" defaultChecked={account.disabled} />
            {strings.disabled}
          </label>
        )}
        {save.error && (
          <p role="alert" className="text-danger">
            {save.error.message}
          </p>
        )}
        <div className="flex items-center justify-end gap-2">
          {account && <p className="mr-auto text-xs text-muted">{strings.ends}</p>}
          <button type="button" className="button" onClick={onClose}>
            {accessStrings.account.cancel}
          </button>
          <button type="submit" className="button button-accent" disabled={save.isPending}>
            {account === null ? strings.create : strings.save}
          </button>
        </div>
      </form>
    </Modal>
  );
}

async function saveAccount(account: Account | null, { name, ...fields }: ReturnType<typeof readAccountForm>): Promise<void> {
  const { password, disabled, ...rest } = fields;
  if (account === null) await call('POST /v1/accounts', { body: { name, password, ...rest } });
  else {
    const body = { ...rest, disabled, ...(password !== '' && { password }) };
    await call('POST /v1/accounts/{id}', { params: { id: account.id }, body });
  }
}
