import { Link } from '@tanstack/react-router';
import { type NavigationPage, navigation } from '../navigation.ts';
import { Icon } from '../parts/icon.tsx';
import { navigationStrings } from '../strings/navigation.ts';
import { usePermittedPages } from './use-permitted-pages.ts';

/** All pages in their groups: the sidebar on a wide screen, the menu on a narrow one. */
export function Menu({ onChoose }: { readonly onChoose?: () => void }) {
  const permitted = usePermittedPages();
  const groups = navigation
    .map(({ name, pages }) => ({ name, pages: pages.filter((page: NavigationPage) => permitted.has(page)) }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <nav aria-label={navigationStrings.label} className="flex flex-col gap-4">
      {groups.map(({ name: group, pages }) => (
        <section key={group} aria-label={group}>
          <h2 className="mb-1 px-2 text-xs font-semibold text-muted">{group}</h2>
          <ul>
            {pages.map(({ to, name, key, icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  title={`${navigationStrings.goTo(name)} (g ${key})`}
                  className="flex h-8 items-center gap-2.5 rounded-md px-2 whitespace-nowrap text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
                  {...(onChoose && { onClick: onChoose })}
                >
                  <Icon name={icon} />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
