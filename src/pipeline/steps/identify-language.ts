import type { Language, Turn } from '../../domain/interaction.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

/** Takes the language from the words, unless the source or the recogniser has said it. */
export function createLanguageStep(identify: (texts: readonly string[]) => Language | null) {
  return function identifyLanguage(work: Work): Outcome<Work> {
    const { interaction } = work;
    if (interaction.language !== null || interaction.turns.length === 0) return ok(work);
    return ok(refine(work, { language: identify(interaction.turns.map((turn: Turn) => turn.text)) }));
  };
}
