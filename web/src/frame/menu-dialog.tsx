import { useEffect, useRef } from 'react';
import { Icon } from '../parts/icon.tsx';
import { navigationStrings } from '../strings/navigation.ts';
import { Menu } from './menu.tsx';

/** The menu of a narrow screen, over the page from the left. */
export function MenuDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} aria-label={navigationStrings.menu} onClose={onClose} className="drawer">
      <button type="button" className="button button-quiet mb-2 ml-auto" aria-label={navigationStrings.closeMenu} onClick={close}>
        <Icon name="close" />
      </button>
      <Menu onChoose={close} />
    </dialog>
  );
}
