import { Dialog } from 'radix-ui';
import { strings } from '../strings.ts';
import { Icon } from './icon.tsx';

interface HelpDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function HelpDialog({ open, onOpenChange }: HelpDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ink/30" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-surface p-5 shadow-xl outline-none"
        >
          <div className="mb-4 flex items-center justify-between">
            <Dialog.Title className="text-lg font-semibold">{strings.help.title}</Dialog.Title>
            <Dialog.Close className="button button-quiet" aria-label={strings.help.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className="grid gap-5">
            {strings.help.groups.map((group) => (
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
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
