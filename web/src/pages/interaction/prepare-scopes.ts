import type { Interaction } from '../../api.ts';
import { legName } from '../../charts/prepare/leg-timeline.ts';
import { panelStrings } from '../../strings/panel.ts';

export interface MeasureScope {
  readonly label: string;
  readonly measures: Interaction['measures'];
}

/** The whole contact, then each leg that tells more than its length; a single leg tells what the whole does. */
export function prepareScopes({ legs, measures }: Pick<Interaction, 'legs' | 'measures'>): MeasureScope[] {
  const told = legs.flatMap((leg, index) => {
    const isTold = Object.entries(leg.measures.values).some(([name, value]) => name !== 'duration' && value !== null && value !== 0);
    return isTold ? [{ label: `${index + 1}. ${legName(leg)}`, measures: leg.measures }] : [];
  });
  const whole = { label: panelStrings.wholeContact, measures };
  return told.length > 1 ? [whole, ...told] : [whole];
}
