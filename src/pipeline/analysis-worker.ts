import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../domain/errors.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { InteractionEncoder, StorableInteraction } from '../storage/content.ts';
import { createAnalyseStep } from './analyse.ts';
import type { AnalysisAnswer, AnalysisRequest, AnalysisThreadData } from './analysis-pool.ts';
import { type Outcome, ok } from './outcome.ts';
import type { Work } from './work.ts';

/** A thread of the analysis pool: works in, conversations ready to be stored out, in the same order. */
const { workspace, encoder } = workerData as AnalysisThreadData;
const analyse = createAnalyseStep(workspace);
const { encodeInteractions } = (await import(encoder)) as InteractionEncoder;

parentPort?.on('message', async ({ id, batch }: AnalysisRequest) => {
  const analysed: Outcome<Interaction>[] = [];
  for (const work of batch) analysed.push(await analyseOne(work));
  const outcomes = encodeAnalysed(analysed);
  parentPort?.postMessage({ id, outcomes } satisfies AnalysisAnswer, buffersOf(outcomes));
});

async function analyseOne(work: Work): Promise<Outcome<Interaction>> {
  try {
    const outcome = await analyse(work);
    return outcome.kind === 'ok' ? ok(outcome.value.interaction) : outcome;
  } catch (error) {
    return { kind: 'quarantine', reason: messageOf(error) };
  }
}

function encodeAnalysed(analysed: readonly Outcome<Interaction>[]): Outcome<StorableInteraction>[] {
  const encoded = encodeInteractions(analysed.flatMap((outcome) => (outcome.kind === 'ok' ? [outcome.value] : []))).values();
  return analysed.map((outcome) => {
    const next = outcome.kind === 'ok' ? encoded.next().value : undefined;
    return next === undefined ? (outcome as Outcome<StorableInteraction>) : ok(next);
  });
}

/** Rows are handed over, not copied. */
function buffersOf(outcomes: readonly Outcome<StorableInteraction>[]): ArrayBuffer[] {
  const rows = outcomes.flatMap((outcome) => (outcome.kind === 'ok' && 'bytes' in outcome.value ? [outcome.value.bytes] : []));
  return [...new Set(rows.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
