import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { driverNames, useDrivers } from '../../analytics/use-drivers.ts';
import { call, type Interaction } from '../../api.ts';
import { panelStrings } from '../../strings/panel.ts';
import { PanelSection } from './panel-section.tsx';

/** Why the customer was in contact, as the drivers that were found have it; nothing while there are none. */
export function DriverSection({ interaction: { id } }: { readonly interaction: Interaction }) {
  const { data } = useQuery({
    queryKey: ['driver-of', id],
    queryFn: ({ signal }) => call('GET /v1/interactions/facets', { query: { q: `id:${id}` } }, signal),
  });
  const driver = data?.driver?.[0]?.value;
  if (driver === undefined) return null;
  return (
    <PanelSection title={panelStrings.driver}>
      <DriverName id={driver} />
    </PanelSection>
  );
}

function DriverName({ id }: { readonly id: string }) {
  const drivers = useDrivers();
  return (
    <Link to="/drivers/$id" params={{ id }} className="text-accent hover:underline">
      {driverNames(drivers.data).get(id) ?? id}
    </Link>
  );
}
