import type { MeasureThresholds } from '../../domain/workspace.ts';
import { measureInteraction, measuresVersion } from '../../language/measures/measure-interaction.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

/** Adds the computed events and the measures of the whole and of each leg. */
export function createMeasureStep(thresholds: MeasureThresholds) {
  return function measure(work: Work): Outcome<Work> {
    const { interaction } = work;
    const { events, measures, legMeasures } = measureInteraction(interaction, thresholds);
    const legs = interaction.legs.map((leg, index) => ({ ...leg, measures: legMeasures[index] ?? leg.measures }));
    return ok(
      refine(work, {
        events: [...interaction.events, ...events],
        measures,
        legs,
        versions: { ...interaction.versions, measures: measuresVersion },
      }),
    );
  };
}
