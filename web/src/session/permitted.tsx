import type { ReactNode } from 'react';
import { type Permission, usePermitted } from './use-session.ts';

/** What only some may do is not offered to the others. */
export function Permitted({ to, children }: { readonly to: Permission; readonly children: ReactNode }) {
  return usePermitted(to) ? children : null;
}
