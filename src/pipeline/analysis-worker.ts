import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../domain/errors.ts';
import type { Workspace } from '../domain/workspace.ts';
import { createAnalyseStep } from './analyse.ts';
import type { AnalysisAnswer, AnalysisRequest } from './analysis-pool.ts';

/** A thread of the analysis pool: works in, works out, in the same order. */
const analyse = createAnalyseStep(workerData as Workspace);

parentPort?.on('message', async ({ id, batch }: AnalysisRequest) => {
  const outcomes: AnalysisAnswer['outcomes'] = [];
  for (const work of batch) {
    try {
      outcomes.push(await analyse(work));
    } catch (error) {
      outcomes.push({ kind: 'quarantine', reason: messageOf(error) });
    }
  }
  parentPort?.postMessage({ id, outcomes } satisfies AnalysisAnswer);
});
