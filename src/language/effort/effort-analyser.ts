import type { Evidence } from '../../domain/understanding.ts';
import type { Analyser, Document } from '../analyser.ts';
import { compileCues, findCues } from '../cues/find-cues.ts';
import { findAskedTwice, findRepeated } from './asked-twice.ts';
import definitions from './cues.json' with { type: 'json' };

const customerCues = compileCues(definitions.customer);
const agentCues = compileCues(definitions.agent);
/** A hold longer than this costs a point. */
const longHoldMs = 60_000;
/** The same kind of words counts this often at most: one who complains at length did not work more. */
const mostPerReason = 2;
const mediumPoints = 2;
const highPoints = 5;

/** Points for what made the contact hard work, each with its reason; no model, so that anybody can add them up again. */
export const effortAnalyser: Analyser = {
  name: 'effort',
  version: 'effort-1',
  languages: ['en'],
  needs: [],
  adds: ['effort'],
  analyse(document) {
    const because = capped([...findInWords(document), ...findInEvents(document)]);
    const points = because.reduce((sum, { weight }) => sum + weight, 0);
    const level = points >= highPoints ? 'high' : points >= mediumPoints ? 'medium' : 'low';
    return { parts: { effort: { points, level, because } }, measures: { values: { 'effort.points': points } } };
  },
};

function findInWords({ turns }: Document): Evidence[] {
  const cues = turns.flatMap(({ role, index, text }) =>
    role === 'customer' ? findCues(customerCues, index, text) : role === 'agent' ? findCues(agentCues, index, text) : [],
  );
  return [...cues, ...findAskedTwice(turns), ...findRepeated(turns)];
}

function findInEvents({ events, turns }: Document): Evidence[] {
  return events.flatMap(({ kind, startMs, endMs }): Evidence[] => {
    const isLongHold = kind === 'hold' && endMs - startMs > longHoldMs;
    if (kind !== 'transfer' && !isLongHold) return [];
    const after = turns.find((turn) => (turn.startMs ?? -1) >= startMs) ?? turns.at(-1);
    const why = isLongHold ? `held for ${Math.round((endMs - startMs) / 1000)} s` : 'transferred';
    return after ? [{ turn: after.index, start: 0, end: 0, weight: isLongHold ? 1 : 2, why }] : [];
  });
}

/** At most two of a reason, and one of a reason per turn, in the order of the conversation. */
function capped(found: readonly Evidence[]): Evidence[] {
  const kept: Evidence[] = [];
  for (const one of found.toSorted((a, b) => a.turn - b.turn || a.start - b.start)) {
    const same = kept.filter(({ why }) => why === one.why);
    if (same.length < mostPerReason && !same.some(({ turn }) => turn === one.turn)) kept.push(one);
  }
  return kept;
}
