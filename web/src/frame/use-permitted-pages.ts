import { type NavigationPage, navigationPages } from '../navigation.ts';
import { type Permission, useSession } from '../session/use-session.ts';

/** What a page cannot do without; a page that is not here is for everybody. */
const needs: Partial<Record<NavigationPage['to'], Permission>> = {
  '/drivers': 'insights:read',
  '/insights': 'insights:read',
  '/query': 'numbers:read',
  '/compliance': 'rules:try',
  '/rules': 'rules:try',
  '/sources': 'operations:read',
  '/jobs': 'operations:read',
  '/settings/workspace': 'operations:read',
  '/settings/people': 'accounts:manage',
  '/settings/audit': 'audit:read',
};

/** Pages of the menu that whoever reads may see. */
export function usePermittedPages(): ReadonlySet<NavigationPage> {
  const permitted = new Set(useSession()?.permissions);
  const isPermitted = (permission: Permission | undefined) => permission === undefined || permitted.has(permission);
  return new Set(navigationPages.filter(({ to }) => isPermitted(needs[to])));
}
