import { useEffect, useEffectEvent } from 'react';

export type KeyMap = Readonly<Record<string, () => void>>;

/** Single keys for a page, by their names in small letters (`escape`, `arrowleft`). They stay out of text fields, open dialogs and the browser's own combinations. */
export function useKeys(keys: KeyMap): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = keys[event.key.toLowerCase()];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Letters belong to a field, an editor or an open dialog. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('dialog, input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]') !== null
  );
}

/** Space and Enter belong to a focused button or link; arrows to a slider. */
function isBusy(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || isTyping(event) || !(target instanceof HTMLElement)) return event.defaultPrevented || isTyping(event);
  if (target.closest('input[type=range]')) return event.key.startsWith('Arrow');
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, a, summary, input') !== null;
}
