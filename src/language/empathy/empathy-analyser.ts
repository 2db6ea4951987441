import type { Evidence } from '../../domain/understanding.ts';
import type { Analyser } from '../analyser.ts';
import { compileCues, findCues } from '../cues/find-cues.ts';
import definitions from './cues.json' with { type: 'json' };

const cues = compileCues(definitions.agent);
/** An answer may come in this many turns of the agent, before the customer has spoken on. */
const answeringTurns = 2;

/**
 * Whether the agent's text answers a customer's distress with words of understanding, an apology or taking it on. It says what was written,
 * not what anybody felt.
 */
export const empathyAnalyser: Analyser = {
  name: 'empathy',
  version: 'empathy-1',
  languages: ['en'],
  needs: ['sentiment'],
  adds: ['empathy'],
  analyse({ turns, understanding }) {
    const negative = new Set(understanding.sentiment?.turns.filter(({ label }) => label === 'negative').map(({ turn }) => turn));
    const answers = turns.flatMap((turn, place) => {
      if (turn.role !== 'customer' || !negative.has(turn.index)) return [];
      const next = turns.slice(place + 1);
      const until = next.findIndex(({ role }) => role === 'customer');
      const own = (until < 0 ? next : next.slice(0, until)).filter(({ role }) => role === 'agent').slice(0, answeringTurns);
      return own.length === 0 ? [] : [own.flatMap(({ index, text }) => findCues(cues, index, text))];
    });
    const met = answers.filter((found) => found.length > 0).length;
    const because: Evidence[] = answers.flatMap((found) => found.slice(0, 2));
    const share = answers.length === 0 ? null : met / answers.length;
    return {
      parts: { empathy: { openings: answers.length, met, because } },
      measures: { values: { 'empathy.share': share }, ...(share === null && { gaps: { 'empathy.share': 'too-short' } }) },
    };
  },
};
