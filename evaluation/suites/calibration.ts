import { bootstrapInterval } from '../bootstrap.ts';
import { classifiedSets } from '../classified-sets.ts';
import { calibrationError } from '../classify-intents.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';

/** Whether 80 % sure is right eight times in ten: expected calibration error of the intent classifiers. */
export async function run(options: SuiteOptions): Promise<EvaluationRow[]> {
  return (await classifiedSets(options)).map(({ set, profile, ours, baseline }) => {
    const inside = ours.filter(({ foreign }) => !foreign);
    return {
      suite: 'calibration',
      dataset: set.name,
      measure: 'ece',
      value: calibrationError(inside),
      unit: 'ratio',
      better: 'lower',
      n: inside.length,
      interval: bootstrapInterval(inside, calibrationError),
      baseline: calibrationError(baseline),
      floor: 0.06,
      aim: 0.03,
      profile,
    };
  });
}
