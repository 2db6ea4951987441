import { useSyncExternalStore } from 'react';

/** Tailwind's `sm`: below it a row has no room for a column of times. */
const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(width < 40rem)');

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow?.matches ?? false);
}

function subscribe(tell: () => void): () => void {
  narrow?.addEventListener('change', tell);
  return () => narrow?.removeEventListener('change', tell);
}
