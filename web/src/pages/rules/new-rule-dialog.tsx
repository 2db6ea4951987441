import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { call } from '../../api.ts';
import { Modal } from '../../parts/modal.tsx';
import { rulesStrings } from '../../strings/rules.ts';
import { entryFromTemplate, idFromName, type TemplateName, templateNames } from './templates.ts';

const words = rulesStrings.create;

/** A new rule begins as a draft; nothing is judged by it. */
export function NewRuleDialog({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const names = useQuery({ queryKey: ['rules', 'names'], queryFn: ({ signal }) => call('GET /v1/rules/names', {}, signal) });
  const [template, setTemplate] = useState<TemplateName>('says');
  const [name, setName] = useState('');
  const [ownId, setOwnId] = useState<string | null>(null);
  const [ownFile, setOwnFile] = useState<string | null>(null);
  const id = ownId ?? idFromName(name);
  const file = ownFile ?? names.data?.files.at(-1) ?? 'rules/own.yaml';
  const isTaken = names.data?.rules.some((rule) => rule.id === id) ?? false;
  const make = useMutation({
    mutationFn: () =>
      call('PUT /v1/rules/{id}/draft', { params: { id }, body: { text: entryFromTemplate(template, { id, title: name.trim() }), file } }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['rules', 'drafts'] });
      await navigate({ to: '/rules/$id', params: { id } });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (id !== '' && !isTaken) make.mutate();
  };
  return (
    <Modal title={words.title} onClose={onClose}>
      <form className="grid gap-3" onSubmit={submit}>
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.name}</span>
          {/* biome-ignore lint/a11y/noAutofocus: the reader has just asked for this dialog. */}
          <input autoFocus required maxLength={120} className="field" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.template}</span>
          <select className="field" value={template} onChange={(event) => setTemplate(event.target.value as TemplateName)}>
            {templateNames.map((each) => (
              <option key={each} value={each}>
                {rulesStrings.templates[each]}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.id}</span>
          <input
            required
            pattern="[a-z][a-z0-9\-]*"
            maxLength={64}
            className="field"
            title={words.idHelp}
            value={id}
            onChange={(event) => setOwnId(event.target.value)}
          />
          <span className="text-xs text-muted">{words.idHelp}</span>
        </label>
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.file}</span>
          <input required list="rule-files" className="field" value={file} onChange={(event) => setOwnFile(event.target.value)} />
          <span className="text-xs text-muted">{words.fileHelp}</span>
          <datalist id="rule-files">
            {names.data?.files.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </label>
        {(isTaken || make.error) && (
          <p role="alert" className="text-danger">
            {isTaken ? words.taken : make.error?.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button button-accent" disabled={isTaken || make.isPending}>
            {words.make}
          </button>
        </div>
      </form>
    </Modal>
  );
}
