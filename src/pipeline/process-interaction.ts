import type { Interaction } from '../domain/interaction.ts';
import type { StoredCapture } from '../storage/records.ts';
import { type Outcome, ok } from './outcome.ts';
import type { Work } from './work.ts';

/** One step of the line: a named function from work to work. */
export type Step = (work: Work) => Promise<Outcome<Work>> | Outcome<Work>;

/** What the line is made of, in its order. `start.ts` makes each step with the engines it needs. */
export interface Steps {
  /** Late metadata, legs, roles, times, customer keys: one shape whatever the source. */
  readonly normalise: (capture: StoredCapture) => Promise<Outcome<Work>>;
  /** Recordings become turns; held when the language is not the engine's. */
  readonly transcribe: Step;
  /** Personal data leaves the text here: nothing after this line sees an original word. */
  readonly redact: Step;
  readonly identifyLanguage: Step;
  /** Silence, overtalk, response times …: docs/MEASURES.md. */
  readonly measure: Step;
  /** How far this contact came between "it happened" and "it can be judged". */
  readonly assess: Step;
}

/** The whole line for one contact: capture → normalise → transcribe → redact → language → measures → state. */
export async function processInteraction(capture: StoredCapture, steps: Steps): Promise<Outcome<Interaction>> {
  let outcome = await steps.normalise(capture);
  for (const step of [steps.transcribe, steps.redact, steps.identifyLanguage, steps.measure, steps.assess]) {
    if (outcome.kind !== 'ok') break;
    outcome = await step(outcome.value);
  }
  return outcome.kind === 'ok' ? ok(outcome.value.interaction) : outcome;
}
