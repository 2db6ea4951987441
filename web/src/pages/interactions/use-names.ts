import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { driverNames, useDrivers } from '../../analytics/use-drivers.ts';
import { call, type Facets } from '../../api.ts';
import { facetLabel } from './prepare-facets.ts';

const ruleFields = new Set(['rule', 'met', 'missed', 'not-assessable']);

/** How a value of a field is shown: drivers and rules have names, and so have the values of closed lists. */
export function useNames({ driver = [] }: Facets): (field: string, value: string) => string {
  const drivers = useDrivers({ enabled: driver.length > 0 });
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call('GET /v1/rules', {}, signal) });
  const names = useMemo(() => driverNames(drivers.data), [drivers.data]);
  const ruleNames = useMemo(() => new Map(rules.data?.items.map(({ id, name }) => [id, name])), [rules.data]);
  return useCallback(
    (field, value) => {
      if (field === 'driver') return names.get(value) ?? value;
      if (ruleFields.has(field)) return ruleNames.get(value) ?? value;
      return facetLabel(field, value);
    },
    [names, ruleNames],
  );
}
