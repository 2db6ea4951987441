import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';

export function useSources() {
  return useQuery({ queryKey: ['sources'], queryFn: ({ signal }) => call('GET /v1/sources', {}, signal) });
}

export function useParked() {
  return useQuery({ queryKey: ['parked'], queryFn: ({ signal }) => call('GET /v1/parked', {}, signal) });
}
