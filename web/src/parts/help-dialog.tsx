import { useEffect, useRef } from 'react';
import { helpStrings } from '../strings/help.ts';
import { Icon } from './icon.tsx';

interface HelpDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Esc and gives the focus back. */
export function HelpDialog({ open, onClose }: HelpDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={onClose} className="dialog">
      <div className="mb-4 flex items-center justify-between">
        <h2 id="help-title" className="text-lg font-semibold">
          {helpStrings.title}
        </h2>
        <button type="button" className="button button-quiet" aria-label={helpStrings.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </div>
      <div className="grid gap-5">
        {helpStrings.groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-xs font-semibold text-muted">{group.title}</h3>
            <dl className="grid grid-cols-[7rem_1fr] gap-y-1">
              {group.keys.map(([keys, does]) => (
                <div key={keys} className="contents">
                  <dt className="flex gap-1">
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
