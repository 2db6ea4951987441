import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { AccountButton } from './frame/account-button.tsx';
import { Menu } from './frame/menu.tsx';
import { MenuDialog } from './frame/menu-dialog.tsx';
import { ThemeButton } from './frame/theme-button.tsx';
import { useGoKeys } from './frame/use-go-keys.ts';
import { HelpDialog } from './parts/help-dialog.tsx';
import { Icon } from './parts/icon.tsx';
import { ProgressBanner } from './parts/progress-banner.tsx';
import { appStrings } from './strings/app.ts';
import { helpStrings } from './strings/help.ts';
import { navigationStrings } from './strings/navigation.ts';
import { useKeys } from './use-keys.ts';

const loadPalette = () => import('./frame/command-palette.tsx');
const CommandPalette = lazy(async () => {
  const { CommandPalette } = await loadPalette();
  return { default: CommandPalette };
});

type Overlay = 'help' | 'menu' | 'palette';

/** The frame around every page: a sidebar where there is room, a bar with a menu where there is not. */
export function App() {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const close = () => setOverlay(null);
  useKeys({ '?': () => setOverlay('help') });
  useGoKeys();
  usePaletteKey(() => setOverlay('palette'));
  // Loaded once the page rests, so that the first letters typed after Ctrl+K are not lost.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 1500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="flex h-full flex-col lg:flex-row">
      <a href="#main" className="button sr-only focus:not-sr-only focus:absolute focus:z-50">
        {appStrings.skipToContent}
      </a>
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 lg:hidden print:hidden">
        <button type="button" className="button button-quiet px-1.5" aria-label={navigationStrings.menu} onClick={() => setOverlay('menu')}>
          <Icon name="menu" />
        </button>
        <HomeLink />
        <button
          type="button"
          className="button button-quiet ml-auto"
          aria-label={navigationStrings.palette.open}
          onClick={() => setOverlay('palette')}
        >
          <Icon name="search" />
        </button>
        <ThemeButton />
        <AccountButton />
      </header>
      <header className="flex w-52 shrink-0 flex-col gap-4 border-r border-line bg-surface px-3 py-3 max-lg:hidden print:hidden">
        <div className="flex h-8 items-center px-2">
          <HomeLink />
        </div>
        <button type="button" className="button justify-start text-muted" onClick={() => setOverlay('palette')}>
          <Icon name="search" />
          <span className="truncate">{navigationStrings.palette.open}</span>
          <kbd className="ml-auto">{paletteKeyName}</kbd>
        </button>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Menu />
        </div>
        <div className="flex items-center">
          <AccountButton />
          <span className="ml-auto" />
          <ThemeButton />
          <button type="button" className="button button-quiet" onClick={() => setOverlay('help')} aria-label={helpStrings.open}>
            <kbd>?</kbd>
          </button>
        </div>
      </header>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ProgressBanner />
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <HelpDialog open={overlay === 'help'} onClose={close} />
      {overlay === 'menu' && <MenuDialog onClose={close} />}
      {overlay === 'palette' && (
        <Suspense>
          <CommandPalette onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

function HomeLink() {
  return (
    <Link to="/" className="flex items-center gap-2 font-semibold">
      <Icon name="mark" className="text-accent" />
      <span>{appStrings.name}</span>
    </Link>
  );
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const paletteKeyName = isApple ? '⌘K' : 'Ctrl K';

/** Ctrl+K or Cmd+K, from anywhere, fields too. */
function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  });
}
