import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, call, type DriverModel } from '../api.ts';
import { capitalise } from '../format.ts';
import type { DriverNames } from './dimension-value.ts';

/** The drivers; null before the first were found. `enabled`: false where nothing has a driver, so that nothing is asked for. */
export function useDrivers({ enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: ['drivers'],
    queryFn: async ({ signal }): Promise<DriverModel | null> => {
      try {
        return await call('GET /v1/drivers', {}, signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
}

export function driverNames(model: DriverModel | null | undefined): DriverNames {
  return new Map(model?.drivers.map(({ id, name }) => [id, capitalise(name)]));
}

/** Finds drivers in everything before a day; all numbers by driver are asked for again. */
export function useFindDrivers() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (asOf: string) => call('POST /v1/drivers/fit', { body: { asOf } }),
    onSuccess: (model) => {
      queries.setQueryData(['drivers'], model);
      for (const queryKey of [['query'], ['insights']]) void queries.invalidateQueries({ queryKey });
    },
  });
}

export function useRenameDriver(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call('POST /v1/drivers/{id}', { params: { id }, body: { name } }),
    onSuccess: (model) => queries.setQueryData(['drivers'], model),
  });
}
