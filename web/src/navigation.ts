import type { IconName } from './parts/icon.tsx';
import { navigationStrings } from './strings/navigation.ts';

const { groups, pages } = navigationStrings;

/**
 * Every page of the menu, in its groups. A new page is one line: its address, its name, the key that follows `g`, and its icon.
 * The address must be a route of `router.tsx`, which the compiler checks where the links are made.
 */
export const navigation = [
  {
    name: groups.analyse,
    pages: [
      { to: '/', name: pages.overview, key: 'o', icon: 'overview' },
      { to: '/interactions', name: pages.explore, key: 'e', icon: 'search' },
      { to: '/drivers', name: pages.drivers, key: 'd', icon: 'drivers' },
      { to: '/insights', name: pages.insights, key: 'w', icon: 'change' },
      { to: '/query', name: pages.query, key: 'q', icon: 'chart' },
      { to: '/measures', name: pages.measures, key: 'm', icon: 'ruler' },
    ],
  },
  {
    name: groups.assure,
    pages: [
      { to: '/compliance', name: pages.compliance, key: 'c', icon: 'shield' },
      { to: '/rules', name: pages.rules, key: 'r', icon: 'rules' },
    ],
  },
  {
    name: groups.run,
    pages: [
      { to: '/sources', name: pages.sources, key: 's', icon: 'inbox' },
      { to: '/jobs', name: pages.jobs, key: 'j', icon: 'jobs' },
      { to: '/settings/workspace', name: pages.settings, key: 't', icon: 'settings' },
      { to: '/settings/people', name: pages.access, key: 'a', icon: 'user' },
      { to: '/settings/audit', name: pages.audit, key: 'l', icon: 'check' },
    ],
  },
] as const satisfies readonly NavigationGroup[];

interface NavigationGroup {
  readonly name: string;
  readonly pages: readonly {
    readonly to: string;
    readonly name: string;
    /** After `g`, one small letter of its own. */
    readonly key: string;
    readonly icon: IconName;
  }[];
}

export type NavigationPage = (typeof navigation)[number]['pages'][number];
export const navigationPages: readonly NavigationPage[] = navigation.flatMap((group): readonly NavigationPage[] => group.pages);
