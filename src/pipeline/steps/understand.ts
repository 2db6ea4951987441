import { type Analyser, reads, runAnalysers } from '../../language/analyser.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

/** Runs the analysers on what the contact's words have become: redacted, dated, measured. */
export function createUnderstandStep(load: () => Promise<readonly Analyser[]>) {
  let loading: Promise<readonly Analyser[]> | null = null;
  return async function understand(work: Work): Promise<Outcome<Work>> {
    const { interaction } = work;
    if (interaction.turns.length === 0) return ok(work);
    loading ??= load();
    const analysers = await loading;
    const { understanding, annotations, measures } = await runAnalysers(interaction, analysers);
    const ran = analysers.filter((analyser) => reads(analyser, interaction)).map(({ name, version }) => [name, version]);
    return ok(refine(work, { understanding, annotations, measures, versions: { ...interaction.versions, ...Object.fromEntries(ran) } }));
  };
}
