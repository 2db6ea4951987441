import { parentPort, workerData } from 'node:worker_threads';
import { AppError, messageOf } from '../domain/errors.ts';
import type { SentenceEncoderModule } from '../language/encoder/sentence-encoder.ts';
import { likenessBy } from '../rules/encoder-likeness.ts';
import { programOf, readRuleSet } from '../rules/rule-set.ts';
import type { InteractionEncoder } from '../storage/content.ts';
import { createAnalyseStep } from './analyse.ts';
import type { AnalysisAnswer, AnalysisRequest, AnalysisThreadData } from './analysis-pool.ts';
import { type Outcome, ok } from './outcome.ts';
import type { Processed, Work } from './work.ts';

/** A thread of the analysis pool: works in, conversations ready to be stored out, in the same order. */
const { workspace, encoder, sentences } = workerData as AnalysisThreadData;
const { openSentenceEncoder, openInstantEncoder } = (await import(sentences)) as SentenceEncoderModule;
const { profile } = workspace.analysis;
const likeness = likenessBy(openInstantEncoder(profile));
let program = programOf(readRuleSet({ rules: [] }));
const analyse = createAnalyseStep({
  workspace,
  rules: () => program,
  openEncoder: () => openSentenceEncoder(profile),
});
const { encodeInteractions } = (await import(encoder)) as InteractionEncoder;

parentPort?.on('message', async ({ id, batch, rules }: AnalysisRequest) => {
  if (rules !== undefined) program = programOf(readRuleSet(rules, likeness));
  const analysed: Outcome<Work>[] = [];
  for (const work of batch) analysed.push(await analyseOne(work));
  const outcomes = encodeAnalysed(analysed);
  parentPort?.postMessage({ id, outcomes } satisfies AnalysisAnswer, buffersOf(outcomes));
});

async function analyseOne(work: Work): Promise<Outcome<Work>> {
  try {
    return await analyse(work);
  } catch (error) {
    return { kind: 'quarantine', reason: messageOf(error) };
  }
}

function encodeAnalysed(analysed: readonly Outcome<Work>[]): Outcome<Processed>[] {
  const encoded = encodeInteractions(analysed.flatMap((outcome) => (outcome.kind === 'ok' ? [outcome.value.interaction] : []))).values();
  return analysed.map((outcome) => {
    if (outcome.kind !== 'ok') return outcome;
    const interaction = encoded.next().value;
    const { judged } = outcome.value;
    if (interaction === undefined || judged === undefined) throw new AppError('internal', 'a conversation left analysis unjudged');
    return ok({ interaction, judged });
  });
}

/** Rows are handed over, not copied. */
function buffersOf(outcomes: readonly Outcome<Processed>[]): ArrayBuffer[] {
  const rows = outcomes.flatMap((outcome) =>
    outcome.kind === 'ok' && 'bytes' in outcome.value.interaction ? [outcome.value.interaction.bytes] : [],
  );
  return [...new Set(rows.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
