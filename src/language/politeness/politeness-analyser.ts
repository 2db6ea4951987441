import type { Evidence, SidePoliteness } from '../../domain/understanding.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Analyser } from '../analyser.ts';
import { compileCues, findCues } from '../cues/find-cues.ts';
import definitions from './cues.json' with { type: 'json' };

const cues = compileCues(definitions.both);
export const politenessCueNames = cues.map(({ cue }) => cue);
const sides: readonly Role[] = ['agent', 'customer'];
/** Half way to ±1 at this sum of weights: one thank-you does not make a contact wholly polite. */
const halfWay = 2;
const mostEvidence = 6;

/** Politeness of one text by its cues: −1 (rude) … 1 (polite), null without a cue. */
export function judgePoliteness(turn: number, text: string): { readonly sum: number; readonly because: readonly Evidence[] } {
  const because = findCues(cues, turn, text);
  return { sum: because.reduce((sum, { weight }) => sum + weight, 0), because };
}

export function politenessScore(sum: number): number {
  return Math.round((sum / (Math.abs(sum) + halfWay)) * 1000) / 1000;
}

/** How politely each side wrote or spoke, by the strategies that politeness research names; the mean over its turns with cues. */
export const politenessAnalyser: Analyser = {
  name: 'politeness',
  version: 'politeness-1',
  languages: ['en'],
  needs: [],
  adds: ['politeness'],
  analyse({ turns }) {
    const politeness = sides
      .filter((role) => turns.some((turn) => turn.role === role))
      .map((role): SidePoliteness => {
        const judged = turns.filter((turn) => turn.role === role).map(({ index, text }) => judgePoliteness(index, text));
        const telling = judged.filter(({ because }) => because.length > 0);
        const because = telling.flatMap((one) => one.because).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
        const mean = telling.reduce((sum, one) => sum + one.sum, 0) / (telling.length || 1);
        return { role, score: telling.length === 0 ? null : politenessScore(mean), because: because.slice(0, mostEvidence) };
      });
    const score = (role: Role) => politeness.find((one) => one.role === role)?.score ?? null;
    return {
      parts: { politeness },
      measures: {
        values: Object.fromEntries(sides.map((role) => [`politeness.${role}`, score(role)])),
        gaps: Object.fromEntries(
          sides.filter((role) => score(role) === null).map((role) => [`politeness.${role}`, gapOf(role, politeness)]),
        ),
      },
    };
  },
};

function gapOf(role: Role, politeness: readonly SidePoliteness[]): string {
  return politeness.some((one) => one.role === role) ? 'too-short' : 'no-such-role';
}
