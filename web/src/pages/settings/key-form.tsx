import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../../api.ts';
import { Modal } from '../../parts/modal.tsx';
import { type Permission, useSession } from '../../session/use-session.ts';
import { accessStrings } from '../../strings/access.ts';
import { splitNames } from './split-names.ts';

const { keys: strings } = accessStrings;

/** No key makes accounts or keys. */
const notForKeys: readonly Permission[] = ['accounts:manage', 'keys:manage'];

/** Makes a key of what its maker may do, and shows it once. */
export function KeyForm({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const permitted = useSession()?.permissions.filter((permission) => !notForKeys.includes(permission)) ?? [];
  const make = useMutation({
    mutationFn: (fields: FormData) => call('POST /v1/keys', { body: bodyOf(fields) }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate(new FormData(event.currentTarget));
  };
  if (make.data) return <NewKey secret={make.data.secret} onClose={onClose} />;
  return (
    <Modal title={strings.add} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <label className="flex flex-col gap-1">
          {strings.name}
          <input name="name" className="field" maxLength={100} autoComplete="off" required />
        </label>
        <fieldset>
          <legend className="mb-1">{strings.permissions}</legend>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {permitted.map((permission) => (
              <label key={permission} className="flex min-h-6 items-center gap-2">
                <input type="checkbox" name="permissions" value={permission} />
                <code className="text-xs break-all">{permission}</code>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="flex flex-col gap-1">
          {strings.teams}
          <input name="teams" className="field" autoComplete="off" />
        </label>
        <label className="flex flex-col gap-1">
          {strings.expires}
          <input name="expires" type="date" className="field" />
        </label>
        {make.error && (
          <p role="alert" className="text-danger">
            {make.error.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={onClose}>
            {accessStrings.account.cancel}
          </button>
          <button type="submit" className="button button-accent" disabled={make.isPending}>
            {strings.create}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function bodyOf(fields: FormData) {
  const day = String(fields.get('expires') ?? '');
  return {
    name: String(fields.get('name')),
    permissions: fields.getAll('permissions').map((each) => String(each) as Permission),
    teams: splitNames(String(fields.get('teams') ?? '')),
    // Good through that day, wherever on earth it ends last.
    expiresAt: day === '' ? null : new Date(Date.parse(`${day}T00:00:00Z`) + 36 * 3_600_000).toISOString(),
  };
}

function NewKey({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <Modal title={strings.secretTitle} onClose={onClose}>
      <p className="text-muted">{strings.secretHelp}</p>
      <code className="mt-3 block rounded-md border border-line bg-sunken p-3 text-xs break-all select-all">{secret}</code>
      <div className="mt-5 flex justify-end gap-2">
        <button type="button" className="button" onClick={() => void copy()}>
          {copied ? strings.copied : strings.copy}
        </button>
        <button type="button" className="button button-accent" onClick={onClose}>
          {strings.done}
        </button>
      </div>
    </Modal>
  );
}
