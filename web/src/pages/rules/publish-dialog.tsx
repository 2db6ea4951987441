import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { call, type OpenRule } from '../../api.ts';
import { Modal } from '../../parts/modal.tsx';
import { ruleStrings } from '../../strings/rules.ts';
import type { RuleDraftState } from './use-rule-draft.ts';
import { useRuleCheck, useRuleTests } from './use-rule-work.ts';

const words = ruleStrings.publish;

interface PublishDialogProps {
  readonly open: OpenRule;
  readonly draft: RuleDraftState;
  readonly onClose: () => void;
  readonly onPublished: (version: number) => void;
}

/** Publication wants a reason, tests that pass, and an approver where the workspace asks for one. */
export function PublishDialog({ open, draft, onClose, onPublished }: PublishDialogProps) {
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [approver, setApprover] = useState('');
  const check = useRuleCheck(open.id, draft.text);
  const tests = useRuleTests(open.id, draft.text);
  const hasErrors = check.data?.problems.some(({ severity }) => severity === 'error') ?? false;
  const hasFailures = tests.data?.items.some(({ passed }) => !passed) ?? false;
  const publish = useMutation({
    async mutationFn() {
      if (draft.state !== 'saved' && draft.state !== 'new') await draft.keep();
      return call('POST /v1/rules/{id}/publish', { params: { id: open.id }, body: { note, approver: approver || null } });
    },
    async onSuccess({ version }) {
      onPublished(version);
      await queries.invalidateQueries({ queryKey: ['rule', open.id] });
      await queries.invalidateQueries({ queryKey: ['rules'] });
      onClose();
    },
    onError: () => queries.invalidateQueries({ queryKey: ['rule', open.id] }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    publish.mutate();
  };
  return (
    <Modal title={words.title(open.id)} onClose={onClose}>
      <form className="grid gap-3" onSubmit={submit}>
        <p className="text-muted">{words.help(open.source?.file ?? open.draft?.file ?? '')}</p>
        <label className="grid gap-1">
          <span className="text-xs text-muted">{words.note}</span>
          <textarea
            // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this dialog.
            autoFocus
            required
            rows={3}
            className="field h-auto py-1.5"
            placeholder={words.noteHint}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        {open.needsApprover && (
          <label className="grid gap-1">
            <span className="text-xs text-muted">{words.approver}</span>
            <input required className="field" value={approver} onChange={(event) => setApprover(event.target.value)} />
          </label>
        )}
        {(hasErrors || hasFailures || publish.error) && (
          <p role="alert" className="text-danger">
            {hasErrors ? words.blockedErrors : hasFailures ? words.blockedTests : publish.error?.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button button-accent" disabled={hasErrors || hasFailures || publish.isPending}>
            {publish.isPending ? words.working : words.confirm}
          </button>
        </div>
      </form>
    </Modal>
  );
}
