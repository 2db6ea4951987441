import type { StoredCapture } from '../storage/records.ts';
import type { Outcome } from './outcome.ts';
import type { Processed, Work } from './work.ts';

/** One step of the line: a named function from work to work. */
export type Step = (work: Work) => Promise<Outcome<Work>> | Outcome<Work>;

/** What the line is made of, in its order. `start.ts` makes each step with the engines it needs. */
export interface Steps {
  /** Late metadata, legs, roles, times, customer keys: one shape whatever the source. */
  readonly normalise: (capture: StoredCapture) => Promise<Outcome<Work>>;
  /** Recordings become turns; held when the language is not the engine's. */
  readonly transcribe: Step;
  /** Recordings that came with their words get what a player draws. */
  readonly draw: Step;
  /** Everything that follows from the words alone: `analysisSteps` of analyse.ts, on another core. */
  readonly analyse: (work: Work) => Promise<Outcome<Processed>>;
}

/** The whole line for one contact: capture → normalise → transcribe → draw → redact → language → measures → state → rules. */
export async function processInteraction(capture: StoredCapture, steps: Steps): Promise<Outcome<Processed>> {
  const normalised = await steps.normalise(capture);
  const heard = await runSteps(normalised, [steps.transcribe, steps.draw]);
  return heard.kind === 'ok' ? steps.analyse(heard.value) : heard;
}

/** Each step after the other, until one of them says something else than ok. */
export async function runSteps(start: Outcome<Work>, steps: readonly Step[]): Promise<Outcome<Work>> {
  let outcome = start;
  for (const step of steps) {
    if (outcome.kind !== 'ok') break;
    outcome = await step(outcome.value);
  }
  return outcome;
}
