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

/** Space and Enter belong to a focused button or link; letters belong to a field. */
function isBusy(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return event.defaultPrevented;
  if (target.closest('dialog')) return true;
  if (target.closest('input:not([type=range]), textarea, select')) return true;
  if (target.closest('input[type=range]')) return event.key.startsWith('Arrow');
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, a, summary') !== null;
}
