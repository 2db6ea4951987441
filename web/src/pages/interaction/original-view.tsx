import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { call, type Interaction } from '../../api.ts';
import { Icon } from '../../parts/icon.tsx';
import { Modal } from '../../parts/modal.tsx';
import { usePermitted } from '../../session/use-session.ts';
import { accessStrings } from '../../strings/access.ts';
import { type OriginalTurns, withOriginal } from './original.ts';

const { original: strings } = accessStrings;
const reasons = Object.entries(strings.reasons) as [keyof typeof strings.reasons, string][];

interface OriginalViewProps {
  readonly interaction: Interaction;
  /** `action` leads to the original; it stands in the heading. */
  readonly children: (shown: Interaction, action: ReactNode) => ReactNode;
}

/** A conversation as it is kept, or, for those with the right and with a reason, as it was said. Never asked for by itself. */
export function OriginalView({ interaction, children }: OriginalViewProps) {
  const permitted = usePermitted('conversations:unredacted');
  const [asking, setAsking] = useState(false);
  const [original, setOriginal] = useState<OriginalTurns | null>(null);
  if (!permitted || interaction.turns.length === 0) return children(interaction, null);
  const ask = (
    <button type="button" className="button h-7 shrink-0 text-xs" onClick={() => setAsking(true)}>
      {strings.show}
    </button>
  );
  return (
    <div className="flex h-full flex-col">
      {original && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5 text-xs text-warn">
          <Icon name="alert" className="size-3.5" />
          <p role="status">
            {strings.banner} {interaction.media.length > 0 && strings.media}
          </p>
          <button type="button" className="button ml-auto h-7 text-xs" onClick={() => setOriginal(null)}>
            {strings.hide}
          </button>
        </div>
      )}
      <div className="min-h-0 flex-1">{original ? children(withOriginal(interaction, original), null) : children(interaction, ask)}</div>
      {asking && (
        <ReasonDialog
          id={interaction.id}
          onClose={() => setAsking(false)}
          onRead={(turns) => {
            setAsking(false);
            setOriginal(turns);
          }}
        />
      )}
    </div>
  );
}

interface ReasonDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onRead: (original: OriginalTurns) => void;
}

function ReasonDialog({ id, onClose, onRead }: ReasonDialogProps) {
  const read = useMutation({
    mutationFn: (reason: keyof typeof strings.reasons) =>
      call('POST /v1/interactions/{id}/unredacted', { params: { id }, body: { reason } }),
    onSuccess: onRead,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    read.mutate(String(new FormData(event.currentTarget).get('reason')) as keyof typeof strings.reasons);
  };
  return (
    <Modal title={strings.title} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <p className="text-muted">{strings.help}</p>
        <label className="flex flex-col gap-1">
          {strings.reason}
          <select name="reason" className="field" required defaultValue="">
            <option value="" disabled hidden />
            {reasons.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {read.error && (
          <p role="alert" className="text-danger">
            {read.error.message}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <button type="button" className="button" onClick={onClose}>
            {accessStrings.account.cancel}
          </button>
          <button type="submit" className="button button-accent" disabled={read.isPending}>
            {strings.read}
          </button>
        </div>
      </form>
    </Modal>
  );
}
