import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readQueryState } from './analytics/query-state.ts';
import { readPeriodState } from './analytics/view-period.tsx';
import { App } from './app.tsx';
import { readInsightState } from './pages/insights/insight-state.ts';
import { InteractionsPage } from './pages/interactions/interactions-page.tsx';
import { readSearchState } from './pages/interactions/search-state.ts';
import { readRuleState, readRulesState } from './pages/rules/rule-state.ts';
import { NotFound } from './parts/not-found.tsx';

const root = createRootRoute({ component: App, notFoundComponent: NotFound });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readPeriodState,
  component: lazyRouteComponent(() => import('./pages/overview/overview-page.tsx'), 'OverviewPage'),
});

const drivers = createRoute({
  getParentRoute: () => root,
  path: '/drivers',
  validateSearch: readPeriodState,
  component: lazyRouteComponent(() => import('./pages/drivers/drivers-page.tsx'), 'DriversPage'),
});

const driver = createRoute({
  getParentRoute: () => root,
  path: '/drivers/$id',
  validateSearch: readPeriodState,
  component: lazyRouteComponent(() => import('./pages/drivers/driver-page.tsx'), 'DriverPage'),
});

const insights = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  validateSearch: readInsightState,
  component: lazyRouteComponent(() => import('./pages/insights/insights-page.tsx'), 'InsightsPage'),
});

const query = createRoute({
  getParentRoute: () => root,
  path: '/query',
  validateSearch: readQueryState,
  component: lazyRouteComponent(() => import('./pages/query/query-page.tsx'), 'QueryPage'),
});

const interactions = createRoute({
  getParentRoute: () => root,
  path: '/interactions',
  validateSearch: readSearchState,
  component: InteractionsPage,
});

/** Loaded when the first conversation is opened: the player is not part of the first view. */
const interaction = createRoute({
  getParentRoute: () => root,
  path: '/interactions/$id',
  component: lazyRouteComponent(() => import('./pages/interaction/interaction-page.tsx'), 'InteractionPage'),
});

const compliance = createRoute({
  getParentRoute: () => root,
  path: '/compliance',
  validateSearch: readPeriodState,
  component: lazyRouteComponent(() => import('./pages/compliance/compliance-page.tsx'), 'CompliancePage'),
});

const complianceReport = createRoute({
  getParentRoute: () => root,
  path: '/compliance/report',
  validateSearch: readPeriodState,
  component: lazyRouteComponent(() => import('./pages/compliance/report-page.tsx'), 'ReportPage'),
});

const obligation = createRoute({
  getParentRoute: () => root,
  path: '/compliance/$rule',
  validateSearch: readPeriodState,
  component: lazyRouteComponent(() => import('./pages/compliance/obligation-page.tsx'), 'ObligationPage'),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('./pages/sources/sources-page.tsx'), 'SourcesPage'),
});

const measures = createRoute({
  getParentRoute: () => root,
  path: '/measures',
  component: lazyRouteComponent(() => import('./pages/measures/measures-page.tsx'), 'MeasuresPage'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  validateSearch: readRulesState,
  component: lazyRouteComponent(() => import('./pages/rules/rules-page.tsx'), 'RulesPage'),
});

/** Loaded when the first rule is opened: the editor is not part of the first view. */
const rule = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id',
  validateSearch: readRuleState,
  component: lazyRouteComponent(() => import('./pages/rules/rule-page.tsx'), 'RulePage'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/settings/people',
  component: lazyRouteComponent(() => import('./pages/settings/people-page.tsx'), 'PeoplePage'),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('./pages/settings/keys-page.tsx'), 'KeysPage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('./pages/settings/audit-page.tsx'), 'AuditPage'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./pages/jobs/jobs-page.tsx'), 'JobsPage'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./pages/workspace/workspace-page.tsx'), 'WorkspacePage'),
});

const routeTree = root.addChildren([
  people,
  keys,
  audit,
  overview,
  insights,
  drivers,
  driver,
  query,
  interactions,
  interaction,
  compliance,
  complianceReport,
  obligation,
  sources,
  jobs,
  workspace,
  measures,
  rules,
  rule,
]);

/** The address holds the state of every view, in plain `name=value` pairs that people can read and edit. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const pairs = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]));
      const text = new URLSearchParams(pairs).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
