import type { OpenRule } from '../../api.ts';
import { ruleStrings as words } from '../../strings/rules.ts';
import type { RuleDraftState } from './use-rule-draft.ts';

/** Somebody changed the file since the draft was begun: the author chooses, nothing is overwritten by itself. */
export function StaleDraft({ open, draft }: { readonly open: OpenRule; readonly draft: RuleDraftState }) {
  return (
    <div role="alert" className="grid gap-2 rounded-lg border border-line bg-warn-soft p-4">
      <p className="font-semibold">{words.staleTitle}</p>
      <p>{words.staleHelp}</p>
      {open.source && (
        <details>
          <summary>{words.fileText}</summary>
          <pre className="mt-2 overflow-x-auto rounded-md bg-surface p-3 text-xs">{open.source.text}</pre>
        </details>
      )}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" onClick={() => void draft.discard()}>
          {words.takeFile}
        </button>
        <button type="button" className="button" onClick={() => void draft.keep(true)}>
          {words.onTop}
        </button>
      </div>
    </div>
  );
}
