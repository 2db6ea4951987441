import { useState } from 'react';
import { useRenameDriver } from '../../analytics/use-drivers.ts';
import type { Driver } from '../../api.ts';
import { driversStrings } from '../../strings/drivers.ts';

const words = driversStrings;
const longestName = 120;

/** The driver's name, changed in place; Enter keeps it, Esc leaves it. */
export function RenameDriver({ driver }: { readonly driver: Driver }) {
  const [draft, setDraft] = useState<string | null>(null);
  const rename = useRenameDriver(driver.id);
  if (draft === null) {
    return (
      <button type="button" className="button" onClick={() => setDraft(driver.name)}>
        {words.rename}
      </button>
    );
  }
  const name = draft.trim();
  const save = () => rename.mutate(name, { onSuccess: () => setDraft(null) });
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '') save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field.
        autoFocus
        className="field w-64"
        aria-label={words.name}
        maxLength={longestName}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit" className="button button-accent" disabled={rename.isPending || name === ''}>
        {words.save}
      </button>
      <button type="button" className="button button-quiet" onClick={() => setDraft(null)}>
        {words.cancel}
      </button>
      {rename.error && (
        <span role="alert" className="text-danger">
          {words.renameFailed}
        </span>
      )}
    </form>
  );
}
