import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Interaction, MeasureCatalogue } from '../../api.ts';
import { contactStrings } from '../../strings/contact.ts';
import { panelStrings } from '../../strings/panel.ts';
import { type Definition, prepareMeasures, type SideName } from './prepare-measures.ts';

interface MeasureListProps {
  readonly measures: Interaction['measures'];
  readonly catalogue: MeasureCatalogue;
}

const inks: Readonly<Record<SideName, string>> = { agent: 'text-agent', customer: 'text-customer', bot: 'text-muted' };

/** Known values first, agent beside customer; what is not known stands apart with its reason. */
export function MeasureList({ measures, catalogue }: MeasureListProps) {
  const [defining, setDefining] = useState(false);
  const { whole, sides, sideRows, unknown, unknownCount } = prepareMeasures(measures, catalogue);
  if (whole.length + sideRows.length + unknownCount === 0) return <p className="text-muted">{panelStrings.noMeasures}</p>;
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-col gap-1">
        {whole.map(({ key, label, value, detail, definition }) => (
          <div key={key} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
            <dt className="text-muted">
              <Label label={label} definition={definition} />
            </dt>
            <dd className="text-right whitespace-nowrap">{value}</dd>
            {detail && <dd className="col-span-2 text-right text-xs text-muted">{detail}</dd>}
            {defining && definition && <dd className="col-span-2 text-xs text-muted">{definition.text}</dd>}
          </div>
        ))}
      </dl>
      {sideRows.length > 0 && (
        <table className="w-full text-left">
          <thead className="text-xs">
            <tr>
              <td />
              {sides.map((side) => (
                <th key={side} scope="col" className={`pl-3 text-right font-semibold ${inks[side]}`}>
                  {contactStrings.roles[side]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sideRows.map(({ key, label, values, definition }) => (
              <tr key={key} className="align-baseline">
                <th scope="row" className="py-0.5 font-normal text-muted">
                  <Label label={label} definition={definition} />
                  {defining && definition && <span className="block max-w-44 text-xs">{definition.text}</span>}
                </th>
                {values.map(({ side, text }) => (
                  <td key={side} className="pl-3 text-right whitespace-nowrap">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unknownCount > 0 && (
        <details>
          <summary className="min-h-6 text-xs text-muted">{panelStrings.notKnown(unknownCount)}</summary>
          <dl className="mt-1 flex flex-col gap-2 text-xs">
            {unknown.map(({ reason, labels }) => (
              <div key={reason}>
                <dt>{reason}</dt>
                <dd className="text-muted">{labels.join(' · ')}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <button
        type="button"
        aria-expanded={defining}
        className="min-h-6 self-start text-xs text-accent hover:underline"
        onClick={() => setDefining(!defining)}
      >
        {panelStrings.define}
      </button>
    </div>
  );
}

/** Each label leads to its definition on the page of measures, and says it when pointed at. */
function Label({ label, definition }: { readonly label: string; readonly definition: Definition | null }) {
  if (!definition) return label;
  return (
    <Link to="/measures" hash={definition.anchor} title={definition.text} className="hover:text-accent hover:underline">
      {label}
    </Link>
  );
}
