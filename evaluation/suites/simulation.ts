import { bootstrapInterval } from '../bootstrap.ts';
import type { EvaluationRow, SuiteOptions } from '../row.ts';
import { type DetectorResult, judgeDetector } from '../simulation/detector-world.ts';

/** Worlds in which the detector's thresholds were not chosen (those were 1 to 4). */
const detectorSeeds = [101, 102, 103, 104];

/** Methods against worlds whose truth is known because it was made. Needs no corpus, so it runs on any folder. */
export async function run(_options: SuiteOptions): Promise<EvaluationRow[]> {
  return detectorRows();
}

function detectorRows(): EvaluationRow[] {
  const worlds = detectorSeeds.map(judgeDetector);
  const discovery = (some: readonly DetectorResult[]) => {
    const episodes = some.reduce((sum, world) => sum + world.episodes, 0);
    return episodes === 0 ? 0 : some.reduce((sum, world) => sum + world.falseEpisodes, 0) / episodes;
  };
  const triples = worlds.flatMap((world) => world.triples);
  const told = (some: readonly boolean[]) => some.filter(Boolean).length / Math.max(1, some.length);
  const shared = { suite: 'simulation', dataset: 'detector', unit: 'ratio' } as const;
  return [
    {
      ...shared,
      measure: 'episode_false_discovery',
      value: discovery(worlds),
      better: 'lower',
      n: worlds.reduce((sum, world) => sum + world.episodes, 0),
      interval: bootstrapInterval(worlds, discovery),
      floor: 0.05,
      aim: 0.03,
    },
    {
      ...shared,
      measure: 'triple_within_7_days',
      value: told(triples),
      better: 'higher',
      n: triples.length,
      interval: bootstrapInterval(triples, told),
      floor: 0.9,
      aim: 0.98,
    },
  ];
}
