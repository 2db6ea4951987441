import { useState } from 'react';
import type { Interaction } from '../../api.ts';
import { panelStrings } from '../../strings/panel.ts';
import { useMeasureCatalogue } from '../../use-measures.ts';
import { MeasureList } from './measure-list.tsx';
import { prepareScopes } from './prepare-scopes.ts';

/** The measures of the whole contact, or of one leg of it. */
export function MeasureSection({ interaction }: { readonly interaction: Interaction }) {
  const { data: catalogue } = useMeasureCatalogue();
  const [chosen, setChosen] = useState(0);
  const scopes = prepareScopes(interaction);
  const scope = scopes[chosen] ?? scopes[0];
  if (!catalogue || !scope) return <div className="skeleton h-24" />;
  return (
    <div className="flex flex-col gap-3">
      {scopes.length > 1 && (
        <select
          aria-label={panelStrings.scope}
          className="field w-full"
          value={chosen}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {scopes.map(({ label }, index) => (
            <option key={label} value={index}>
              {label}
            </option>
          ))}
        </select>
      )}
      <MeasureList measures={scope.measures} catalogue={catalogue} />
    </div>
  );
}
