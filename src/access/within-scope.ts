import { AppError } from '../domain/errors.ts';
import type { AggregateQuery, Condition, MetricStore } from '../storage/aggregate.ts';
import type { ContactTraitStore } from '../storage/contact-traits.ts';
import type { ContentStore, SearchQuery } from '../storage/content.ts';
import { conditionOfScope, isInScope, type Scope } from './scope.ts';

/** What readers of conversations and numbers ask. */
export interface ReadStores {
  readonly content: Pick<ContentStore, 'get' | 'search' | 'facets' | 'scan' | 'coverage'>;
  readonly metrics: MetricStore;
  readonly traits: ContactTraitStore;
}

/**
 * The same stores as somebody of this scope sees them: every query carries the scope's condition into the store, so that no route
 * and no analysis can count, list or open what it must not see.
 */
export function within({ content, metrics, traits }: ReadStores, scope: Scope): ReadStores {
  if (scope === null) return { content, metrics, traits };
  const limit = conditionOfScope(scope);
  const searched = (query: SearchQuery): SearchQuery => ({ ...query, condition: both(limit, query.condition ?? null) });
  const aggregated = <Query extends Pick<AggregateQuery, 'condition'>>(query: Query): Query => ({
    ...query,
    condition: both(limit, query.condition),
  });
  return {
    content: {
      async get(id) {
        const found = await content.get(id);
        return found !== null && isInScope(found, scope) ? found : null;
      },
      search: (query) => content.search(searched(query)),
      facets: (query) => content.facets(searched(query)),
      scan: (query) => content.scan(searched(query)),
      coverage: () => Promise.reject(new AppError('forbidden', 'Coverage goes over the contacts of all teams.')),
    },
    metrics: { aggregate: (query) => metrics.aggregate(aggregated(query)) },
    traits: { traits: (query) => traits.traits(aggregated(query)) },
  };
}

function both(limit: Condition, asked: Condition | null): Condition {
  return asked === null ? limit : { kind: 'all', conditions: [limit, asked] };
}
