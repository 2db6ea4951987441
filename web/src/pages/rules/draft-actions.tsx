import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { OpenRule } from '../../api.ts';
import { ruleStrings as words } from '../../strings/rules.ts';
import { PublishDialog } from './publish-dialog.tsx';
import type { RuleDraftState } from './use-rule-draft.ts';

/** How the text stands, and what can be done with it. */
export function DraftActions({ open, draft }: { readonly open: OpenRule; readonly draft: RuleDraftState }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isPublishing, setPublishing] = useState(false);
  const [published, setPublished] = useState<number | null>(null);
  const [discarded, setDiscarded] = useState<string | null>(null);
  const hasDraft = open.draft !== null || draft.state === 'unsaved' || draft.state === 'saving';
  const discard = async () => {
    setDiscarded(draft.text);
    await draft.discard();
    if (open.source !== null) return;
    await navigate({ to: '/rules' });
    queries.removeQueries({ queryKey: ['rule', open.id] });
  };
  const undo = () => {
    draft.write(discarded ?? draft.text);
    setDiscarded(null);
  };
  const says = {
    published: words.published,
    new: words.newRule,
    unsaved: words.saving,
    saving: words.saving,
    saved: words.saved,
    failed: `${words.unsaved}: ${draft.error?.message ?? ''}`,
  }[draft.state];
  return (
    <>
      <span role="status" className={draft.state === 'failed' ? 'text-danger' : 'text-muted'}>
        {published === null || hasDraft ? says : words.publish.done(published)}
      </span>
      {discarded !== null && !hasDraft && (
        <button type="button" className="button button-quiet" onClick={undo}>
          {words.discarded} {words.undo}
        </button>
      )}
      {hasDraft && (
        <button type="button" className="button" onClick={() => void discard()}>
          {words.discard}
        </button>
      )}
      {hasDraft && (
        <button type="button" className="button button-accent" onClick={() => setPublishing(true)}>
          {words.publish.open}
        </button>
      )}
      {isPublishing && <PublishDialog open={open} draft={draft} onClose={() => setPublishing(false)} onPublished={setPublished} />}
    </>
  );
}
