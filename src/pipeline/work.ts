import type { Interaction } from '../domain/interaction.ts';
import type { SourceSettings } from '../domain/workspace.ts';
import type { StorableInteraction } from '../storage/content.ts';
import type { Judged } from './rules/judged.ts';

/** One contact on its way through the line. `interaction` is a valid record at every moment; each step refines it. */
export interface Work {
  readonly settings: SourceSettings;
  readonly interaction: Interaction;
  /** Once the rules have judged it. */
  readonly judged?: Judged;
  readonly arrived: Arrival;
}

/** One contact ready to be stored. */
export interface Processed {
  readonly interaction: StorableInteraction;
  readonly judged: Judged;
}

/** What later steps must know of the capture. Its words are in the interaction alone: a work travels between threads. */
export interface Arrival {
  /** Words or a recording came, whether or not they may be read. */
  readonly received: boolean;
  /** The texts went through redaction before. */
  readonly redacted: boolean;
}

/** The work with some fields of its record replaced. */
export function refine(work: Work, changes: Partial<Interaction>): Work {
  return { ...work, interaction: { ...work.interaction, ...changes } };
}
