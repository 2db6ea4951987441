import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, type Setting } from '../../api.ts';
import { usePermitted } from '../../session/use-session.ts';
import { workspaceStrings as words } from '../../strings/workspace.ts';

interface SettingRowProps {
  readonly setting: Setting;
  /** Of the file that the value was read from: a change on an older one is refused. */
  readonly mark: string;
}

/** One setting: what it does, what it is, and a way to change it for those who may. */
export function SettingRow({ setting, mark }: SettingRowProps) {
  const [editing, setEditing] = useState(false);
  const mayEdit = usePermitted('settings:edit');
  const { path, what, value, inForce, isDefault } = setting;
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0 sm:grid-cols-[minmax(0,1fr)_minmax(0,18rem)]">
      <div className="min-w-0">
        <code className="font-mono text-xs break-words">{path}</code>
        <p className="text-muted">{what}</p>
      </div>
      {editing ? (
        <SettingForm setting={setting} mark={mark} onClose={() => setEditing(false)} />
      ) : (
        <div className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <span className="font-medium break-words">{textOf(value)}</span>
            {isDefault && <span className="ml-2 text-xs text-muted">{words.isDefault}</span>}
            {value !== inForce && <p className="text-xs text-warn">{words.fromNextStart(textOf(inForce))}</p>}
          </div>
          {mayEdit && (
            <button type="button" className="button h-7 text-xs" aria-label={words.changeOf(path)} onClick={() => setEditing(true)}>
              {words.change}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

function textOf(value: Setting['value']): string {
  return typeof value === 'boolean' ? (value ? words.yes : words.no) : String(value);
}

function SettingForm({ setting, mark, onClose }: SettingRowProps & { readonly onClose: () => void }) {
  const { path, kind, options } = setting;
  const queries = useQueryClient();
  const [draft, setDraft] = useState(String(setting.value));
  const save = useMutation({
    mutationFn: (value: Setting['value']) => call('PUT /v1/workspace/settings', { body: { path, value, mark } }),
    onSuccess: (settings) => {
      queries.setQueryData(['workspace'], settings);
      onClose();
    },
    // Somebody else changed the file: what it is now is asked for, and the form stays.
    onError: () => void queries.invalidateQueries({ queryKey: ['workspace'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(kind === 'number' ? Number(draft) : kind === 'yes-no' ? draft === 'true' : draft.trim());
  };
  const choices = kind === 'yes-no' ? ['true', 'false'] : options;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      {choices ? (
        <select className="field min-w-0 flex-1" aria-label={path} value={draft} onChange={({ target }) => setDraft(target.value)}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {kind === 'yes-no' ? textOf(each === 'true') : each}
            </option>
          ))}
        </select>
      ) : (
        <input
          className="field min-w-0 flex-1"
          aria-label={path}
          type={kind === 'number' ? 'number' : 'text'}
          step="any"
          required
          value={draft}
          onChange={({ target }) => setDraft(target.value)}
        />
      )}
      <button type="submit" className="button button-accent h-8 text-xs" disabled={save.isPending}>
        {words.save}
      </button>
      <button type="button" className="button h-8 text-xs" onClick={onClose}>
        {words.cancel}
      </button>
      {save.error && (
        <p role="alert" className="w-full text-xs text-danger">
          {words.failed(save.error.message)}
        </p>
      )}
    </form>
  );
}
