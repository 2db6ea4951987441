import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { call, type OpenRule } from '../../api.ts';

/** After this long without a key the draft is kept. */
const saveAfterMs = 700;

export interface RuleDraftState {
  /** What is being written. */
  readonly text: string;
  readonly state: 'published' | 'new' | 'unsaved' | 'saving' | 'saved' | 'failed';
  readonly error: Error | null;
  readonly write: (text: string) => void;
  /** Keeps at once what is being written; `onTop` of what the file says now. */
  readonly keep: (onTop?: boolean) => Promise<OpenRule>;
  readonly discard: () => Promise<void>;
}

/** The text of a rule in this page: typing never waits, and what was typed is kept as a draft when the keys rest. */
export function useRuleDraft(open: OpenRule): RuleDraftState {
  const { id, source, draft } = open;
  const queries = useQueryClient();
  const stored = draft?.text ?? source?.text ?? '';
  const [text, setText] = useState(stored);
  const saved = useRef(stored);
  const save = useMutation({
    mutationFn: ({ next, onTop }: { readonly next: string; readonly onTop: boolean }) =>
      call('PUT /v1/rules/{id}/draft', { params: { id }, body: { text: next, onTop } }),
    onSuccess(reply, { next }) {
      saved.current = next;
      queries.setQueryData(['rule', id], reply);
      void queries.invalidateQueries({ queryKey: ['rules', 'drafts'] });
    },
  });
  const keepNow = useEffectEvent((next: string) => save.mutate({ next, onTop: false }));
  useEffect(() => {
    if (text === saved.current) return;
    const timer = setTimeout(() => keepNow(text), saveAfterMs);
    return () => clearTimeout(timer);
  }, [text]);
  // Leaving the page must not lose the last words.
  const leave = useEffectEvent(() => text !== saved.current && save.mutate({ next: text, onTop: false }));
  useEffect(() => () => void leave(), []);
  const state = () => {
    if (save.isPending) return 'saving';
    if (save.isError) return 'failed';
    if (text !== stored) return 'unsaved';
    if (draft !== null) return source === null ? 'new' : 'saved';
    return 'published';
  };
  return {
    text,
    state: state(),
    error: save.error,
    write: setText,
    keep: (onTop = false) => save.mutateAsync({ next: text, onTop }),
    async discard() {
      await call('DELETE /v1/rules/{id}/draft', { params: { id } });
      saved.current = source?.text ?? '';
      setText(saved.current);
      await queries.invalidateQueries({ queryKey: ['rules', 'drafts'] });
      // A rule that was nothing but this draft is not there any more; its page is left.
      if (source !== null) await queries.invalidateQueries({ queryKey: ['rule', id] });
    },
  };
}
