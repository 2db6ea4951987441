import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ConvertedRules, call } from '../../api.ts';
import { Modal } from '../../parts/modal.tsx';
import { rulesStrings } from '../../strings/rules.ts';
import { idFromName } from './templates.ts';

const words = rulesStrings.convert;

/** Another product's rules as drafts of ours, with a report of what did not come over. */
export function ConvertDialog({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const convert = useMutation({
    mutationFn: async (file: File) => {
      const name = file.name.replace(/\.\w+$/, '');
      return { name, converted: await call('POST /v1/rules/convert', { body: { text: await file.text(), name } }) };
    },
  });
  const keep = useMutation({
    async mutationFn({ name, converted }: { readonly name: string; readonly converted: ConvertedRules }) {
      const file = `rules/${idFromName(name) || 'converted'}.yaml`;
      for (const { id, text } of converted.rules) await call('PUT /v1/rules/{id}/draft', { params: { id }, body: { text, file } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['rules', 'drafts'] }),
  });
  const error = convert.error ?? keep.error;
  return (
    <Modal title={words.title} onClose={onClose}>
      <div className="grid gap-3">
        <p className="text-muted">{words.help}</p>
        <label className="button justify-self-start">
          {words.choose}
          <input
            type="file"
            className="sr-only"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) convert.mutate(file);
            }}
          />
        </label>
        {convert.isPending && <p role="status">{words.converting}</p>}
        {error && (
          <p role="alert" className="text-danger">
            {error.message}
          </p>
        )}
        {convert.data && <Report converted={convert.data.converted} />}
        <div className="flex justify-end gap-2">
          {keep.isSuccess && (
            <p role="status" className="mr-auto self-center">
              {words.saved}
            </p>
          )}
          {convert.data && !keep.isSuccess && convert.data.converted.rules.length > 0 && (
            <button type="button" className="button button-accent" disabled={keep.isPending} onClick={() => keep.mutate(convert.data)}>
              {words.save(convert.data.converted.rules.length)}
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
      </div>
    </Modal>
  );
}

function Report({ converted: { rules, format, notes } }: { readonly converted: ConvertedRules }) {
  return (
    <div role="status" className="grid max-h-72 gap-2 overflow-y-auto">
      <p className="font-medium">{words.format(rules.length, format)}</p>
      <ul className="flex flex-wrap gap-1.5">
        {rules.map(({ id }) => (
          <li key={id} className="chip">
            {id}
          </li>
        ))}
      </ul>
      <p>{words.notes(notes.length)}</p>
      <ul className="flex flex-col gap-1 text-xs">
        {notes.map(({ place, message }) => (
          <li key={`${place} ${message}`}>
            <span className="text-muted">{place}:</span> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
