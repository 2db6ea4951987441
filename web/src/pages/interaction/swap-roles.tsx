import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, type Interaction } from '../../api.ts';
import { swapStrings } from '../../strings/swap.ts';

/** A call is worked out again in seconds; longer means that much other work is waiting. */
const waitAtMostMs = 120_000;
const askEveryMs = 700;

/** For a call whose sides were taken for each other. Asks first: every measure of the call changes. */
export function SwapRoles({ interaction }: { readonly interaction: Interaction }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const queries = useQueryClient();
  const swap = useMutation({
    mutationFn: () => swapAndWait(interaction),
    onSuccess: (swapped) => {
      queries.setQueryData(['interaction', interaction.id], swapped);
      void queries.invalidateQueries({ queryKey: ['interactions'] });
    },
  });
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <button type="button" className="button" disabled={swap.isPending} onClick={() => dialog.current?.showModal()}>
        {swapStrings.button}
      </button>
      <span role="status" className="text-xs text-muted">
        {swap.isPending ? swapStrings.working : swap.isSuccess ? swapStrings.done : ''}
      </span>
      {swap.error && (
        <p role="alert" className="w-full text-danger">
          {swapStrings.failed}
        </p>
      )}
      <dialog ref={dialog} aria-labelledby="swap-title" className="dialog">
        <h2 id="swap-title" className="text-lg font-semibold">
          {swapStrings.title}
        </h2>
        <p className="my-3 text-muted">{swapStrings.explain}</p>
        <form method="dialog" className="flex justify-end gap-2">
          <button type="submit" className="button">
            {swapStrings.cancel}
          </button>
          <button type="submit" className="button button-accent" onClick={() => swap.mutate()}>
            {swapStrings.confirm}
          </button>
        </form>
      </dialog>
    </div>
  );
}

async function swapAndWait({ id, version }: Interaction): Promise<Interaction> {
  await call('POST /v1/interactions/swap-roles', { body: { ids: [id] } });
  const until = Date.now() + waitAtMostMs;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    const now = await call('GET /v1/interactions/{id}', { params: { id } });
    if (now.version > version || Date.now() > until) return now;
  }
}
