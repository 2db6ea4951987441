import type { Evidence, Signal, SignalName } from '../../domain/understanding.ts';
import type { Document } from '../analyser.ts';
import { type CueDefinition, compileCues, findCues } from '../cues/find-cues.ts';

export interface SignalDefinition {
  /** Log-odds without any cue. */
  readonly bias: number;
  readonly customer: readonly CueDefinition[];
  readonly agent: readonly CueDefinition[];
}

/** Probabilities between which the words do not say. */
export interface Verdicts {
  readonly no: number;
  readonly yes: number;
}
const evenChances: Verdicts = { no: 0.3, yes: 0.6 };
const mostEvidence = 4;

/** Weight of a cue by where it stands: how a contact came out is said at its end. */
type Placing = (share: number) => number;
export const anywhere: Placing = () => 1;
export const towardsEnd: Placing = (share) => 0.25 + 0.75 * share ** 2;

/** Reads one signal by its cues: each kind of cue counts once, at its strongest place. */
export function createSignalReader(name: SignalName, definition: SignalDefinition, placing: Placing) {
  const cues = { customer: compileCues(definition.customer), agent: compileCues(definition.agent) };
  return function readSignal({ turns }: Pick<Document, 'turns'>, given: readonly Evidence[] = []): Signal {
    const found = turns.flatMap(({ role, index, text }, place) => {
      const own = role === 'customer' || role === 'agent' ? findCues(cues[role], index, text) : [];
      const share = turns.length < 2 ? 1 : place / (turns.length - 1);
      return own.map((one) => ({ ...one, weight: round(one.weight * placing(share)) }));
    });
    return conclude(name, { bias: definition.bias, because: [...strongestOfEach(found), ...given] });
  };
}

interface Conclusion {
  readonly bias: number;
  /** Weights are log-odds. */
  readonly because: readonly Evidence[];
  readonly verdicts?: Verdicts;
}

/** Probability and verdict from log-odds; with cues for both sides the words contradict each other, which is `unclear` when close. */
export function conclude(name: SignalName, { bias, because, verdicts = evenChances }: Conclusion): Signal {
  const probability = round(1 / (1 + Math.exp(-because.reduce((sum, { weight }) => sum + weight, bias))));
  const verdict = probability >= verdicts.yes ? 'yes' : probability <= verdicts.no ? 'no' : 'unclear';
  const strongest = because.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, mostEvidence);
  return { name, verdict, probability, because: strongest };
}

function strongestOfEach(found: readonly Evidence[]): Evidence[] {
  const best = new Map<string, Evidence>();
  for (const one of found) {
    const known = best.get(one.why);
    if (!known || Math.abs(one.weight) > Math.abs(known.weight)) best.set(one.why, one);
  }
  return [...best.values()];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
