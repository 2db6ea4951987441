import { useState } from 'react';
import type { Interaction } from '../../api.ts';
import { strings } from '../../strings.ts';
import { prepareMeasures } from './prepare-measures.ts';

/** Known values first, agent beside customer; what is not known stands apart with its reason. */
export function MeasureList({ measures }: { readonly measures: Interaction['measures'] }) {
  const [defining, setDefining] = useState(false);
  const { whole, sides, unknown } = prepareMeasures(measures);
  if (whole.length + sides.length + unknown.length === 0) return <p className="text-muted">{strings.panel.noMeasures}</p>;
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-col gap-1">
        {whole.map(({ key, base, label, value, detail }) => (
          <div key={key} className="flex items-baseline gap-3">
            <dt className="text-muted">
              {label}
              {defining && <Definition base={base} />}
            </dt>
            <dd className="ml-auto text-right whitespace-nowrap">
              {value}
              {detail && <span className="block text-xs text-muted">{detail}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {sides.length > 0 && (
        <table className="w-full text-left">
          <thead className="text-xs">
            <tr>
              <td />
              <th className="pl-2 text-right font-semibold text-agent">{strings.roles.agent}</th>
              <th className="pl-2 text-right font-semibold text-customer">{strings.roles.customer}</th>
            </tr>
          </thead>
          <tbody>
            {sides.map(({ key, base, label, agent, customer }) => (
              <tr key={key} className="align-baseline">
                <th scope="row" className="py-0.5 font-normal text-muted">
                  {label}
                  {defining && <Definition base={base} />}
                </th>
                <td className="pl-2 text-right whitespace-nowrap">{agent}</td>
                <td className="pl-2 text-right whitespace-nowrap">{customer}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unknown.length > 0 && (
        <details>
          <summary className="min-h-6 text-xs text-muted">{strings.panel.notKnown(unknown.length)}</summary>
          <ul className="mt-1 flex flex-col gap-1 text-muted">
            {unknown.map(({ key, label, gap }) => (
              <li key={key}>
                {label}: {gap}
              </li>
            ))}
          </ul>
        </details>
      )}
      <button
        type="button"
        aria-expanded={defining}
        className="min-h-6 self-start text-xs text-accent hover:underline"
        onClick={() => setDefining(!defining)}
      >
        {strings.panel.define}
      </button>
    </div>
  );
}

function Definition({ base }: { readonly base: string }) {
  const definition = strings.measures[base]?.definition;
  return definition ? <span className="block max-w-48 text-xs">{definition}</span> : null;
}
