import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { MeasureDefinition } from '../../api.ts';
import { LoadError } from '../../parts/message.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { appStrings } from '../../strings/app.ts';
import { measuresStrings } from '../../strings/measures.ts';
import { useMeasureCatalogue } from '../../use-measures.ts';
import { measureAnchor, measureLabel } from '../interaction/prepare-measures.ts';
import { prepareFamilies } from './prepare-families.ts';

const words = measuresStrings.measurePage;

/** What every measure means, from the server's own catalogue; `#silence.total` names one. */
export function MeasuresPage() {
  const { data, error, refetch } = useMeasureCatalogue();
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (data && hash) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, [data, hash]);
  if (error && !data) return <LoadError error={error} onRetry={() => void refetch()} />;
  return (
    <ScrollRegion label={words.title} className="h-full overflow-y-auto">
      <title>{`${words.title} – ${appStrings.name}`}</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-4 py-6">
        <div>
          <h1 className="text-lg font-semibold">{words.title}</h1>
          <p className="mt-1 max-w-2xl text-muted">{words.intro}</p>
        </div>
        {!data && <div role="status" aria-label={words.loading} className="skeleton h-40" />}
        {data &&
          prepareFamilies(data).map(({ title, items }) => (
            <section key={title}>
              <h2 className="mb-2 font-semibold">{title}</h2>
              <DefinitionTable label={title} items={items} chosen={hash} />
            </section>
          ))}
        {data && (
          <section>
            <h2 className="mb-2 font-semibold">{words.gaps}</h2>
            <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
              {Object.entries(data.gaps).map(([reason, meaning]) => (
                <li key={reason}>{meaning}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </ScrollRegion>
  );
}

interface DefinitionTableProps {
  readonly label: string;
  readonly items: readonly MeasureDefinition[];
  readonly chosen: string;
}

function DefinitionTable({ label, items, chosen }: DefinitionTableProps) {
  return (
    <ScrollRegion label={label} className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{words.columns.formula}</th>
            <th scope="col" className="max-sm:hidden">
              {words.columns.exclusions}
            </th>
            <th scope="col" className="max-sm:hidden">
              {words.columns.unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const anchor = measureAnchor(item);
            return (
              <tr key={anchor} id={anchor} className={anchor === chosen ? 'bg-accent-soft' : ''}>
                <th scope="row" className="font-medium sm:min-w-44">
                  {measureLabel(item.name)}
                  <code className="block text-xs font-normal text-muted">{item.name}</code>
                </th>
                <td className="sm:min-w-64">
                  {item.formula}
                  {item.roles.length > 0 && <span className="text-muted"> {words.perSide(item.roles)}</span>}
                  {item.exclusions !== null && (
                    <span className="block text-xs text-muted sm:hidden">{words.excluded(item.exclusions)}</span>
                  )}
                  {item.thresholds.length > 0 && <span className="block text-xs text-muted">{words.thresholds(item.thresholds)}</span>}
                </td>
                <td className="min-w-40 text-muted max-sm:hidden">{item.exclusions}</td>
                <td className="whitespace-nowrap text-muted max-sm:hidden">{measuresStrings.units.names[item.unit]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
