import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';

/** What the server says of a text. Each asks with a signal, so an answer that is no longer wanted is cancelled on both sides. */

const forEver = Number.POSITIVE_INFINITY;

export function useRuleNames() {
  return useQuery({ queryKey: ['rules', 'names'], queryFn: ({ signal }) => call('GET /v1/rules/names', {}, signal) });
}

export function useRuleCheck(id: string, text: string) {
  return useQuery({
    queryKey: ['rule-check', id, text],
    queryFn: ({ signal }) => call('POST /v1/rules/{id}/check', { params: { id }, body: { text } }, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function useRuleTests(id: string, text: string) {
  return useQuery({
    queryKey: ['rule-tests', id, text],
    queryFn: ({ signal }) => call('POST /v1/rules/{id}/test', { params: { id }, body: { text } }, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

/** Asked only of text without errors; null asks nothing. */
export function useRuleTrial(id: string, text: string | null) {
  return useQuery({
    queryKey: ['rule-trial', id, text],
    queryFn: ({ signal }) => call('POST /v1/rules/try', { body: { rule: { id, text: text ?? '' } } }, signal),
    enabled: text !== null,
    placeholderData: keepPreviousData,
    staleTime: forEver,
    gcTime: 60_000,
  });
}
