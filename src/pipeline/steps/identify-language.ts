import type { Language } from '../../domain/interaction.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

/** Takes the language from the words, unless the source or the recogniser has said it. Its tables load with the first text. */
export function createLanguageStep(load: () => Promise<void>, identify: (texts: readonly string[]) => Language | null) {
  let loading: Promise<void> | null = null;
  return async function identifyLanguage(work: Work): Promise<Outcome<Work>> {
    const { interaction } = work;
    if (interaction.language !== null || interaction.turns.length === 0) return ok(work);
    loading ??= load();
    await loading;
    return ok(refine(work, { language: identify(interaction.turns.map((turn) => turn.text)) }));
  };
}
