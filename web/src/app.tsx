import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { HelpDialog } from './parts/help-dialog.tsx';
import { Icon } from './parts/icon.tsx';
import { ProgressBanner } from './parts/progress-banner.tsx';
import { appStrings } from './strings/app.ts';
import { helpStrings } from './strings/help.ts';
import { numbersStrings } from './strings/numbers.ts';
import { chooseTheme, currentTheme, type Theme } from './theme.ts';
import { useKeys } from './use-keys.ts';

const pages = [
  ['/', numbersStrings.navigation.overview],
  ['/insights', numbersStrings.navigation.insights],
  ['/drivers', numbersStrings.navigation.drivers],
  ['/query', numbersStrings.navigation.query],
  ['/interactions', appStrings.conversations],
  ['/sources', appStrings.sources],
  ['/measures', appStrings.measures],
] as const;

/** The frame around every page. */
export function App() {
  const [helpOpen, setHelpOpen] = useState(false);
  useKeys({ '?': () => setHelpOpen(true) });
  return (
    <div className="flex h-full flex-col">
      <a href="#main" className="button sr-only focus:not-sr-only focus:absolute focus:z-50">
        {appStrings.skipToContent}
      </a>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-surface px-4 sm:gap-4">
        <Link to="/" className="flex items-center gap-2 font-semibold">
          <Icon name="mark" className="text-accent" />
          <span>{appStrings.name}</span>
        </Link>
        <nav
          aria-label={appStrings.navigation}
          className="flex min-w-0 gap-1 overflow-x-auto py-1 max-sm:order-last max-sm:-mx-2 max-sm:w-[calc(100%+1rem)]"
        >
          {pages.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              className="rounded-md px-2 py-1 whitespace-nowrap text-muted hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink"
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <ThemeButton />
          <button
            type="button"
            className="button button-quiet max-sm:hidden"
            onClick={() => setHelpOpen(true)}
            aria-label={helpStrings.open}
          >
            <kbd>?</kbd>
          </button>
        </div>
      </header>
      <ProgressBanner />
      <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        <Outlet />
      </main>
      <HelpDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <button type="button" className="button button-quiet" onClick={change} aria-label={appStrings.theme(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
