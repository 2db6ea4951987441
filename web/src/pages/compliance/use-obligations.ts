import { useQueries, useQuery } from '@tanstack/react-query';
import type { Period } from '../../analytics/periods.ts';
import { call, type Rule } from '../../api.ts';
import { metricOf, obligationsAmong, registerQueries } from './compliance-queries.ts';
import { type Standing, standingOf } from './prepare-register.ts';

export interface Obligation {
  readonly rule: Rule;
  readonly standing: Standing;
}

export function useRules() {
  return useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('GET /v1/rules', {}, signal) });
}

/** Every obligation with its counts; null until all are here. */
export function useObligations(period: Period | null) {
  const rules = useRules();
  const obligations = obligationsAmong(rules.data?.items ?? []);
  const answers = useQueries({
    queries: (period === null ? [] : registerQueries(obligations, period)).map((body) => ({
      queryKey: ['query', body],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => call('POST /v1/query', { body }, signal),
    })),
  });
  const isReady = rules.data !== undefined && period !== null && answers.every(({ data }) => data !== undefined);
  const values = Object.assign({}, ...answers.map(({ data }) => data?.rows[0]?.values ?? {}));
  const rows = obligations.map((rule): Obligation => ({ rule, standing: standingOf(values[metricOf(rule.id)], rule.manner) }));
  return {
    rows: isReady ? rows : null,
    first: answers[0]?.data ?? null,
    error: rules.error ?? answers.find(({ error }) => error)?.error ?? null,
    retry: () => void Promise.all([rules.refetch(), ...answers.map(({ refetch }) => refetch())]),
  };
}
