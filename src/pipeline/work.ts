import type { Interaction } from '../domain/interaction.ts';
import type { SourceSettings } from '../domain/workspace.ts';
import type { StoredCapture } from '../storage/records.ts';

/** One contact on its way through the line. `interaction` is a valid record at every moment; each step refines it. */
export interface Work {
  readonly capture: StoredCapture;
  readonly settings: SourceSettings;
  readonly interaction: Interaction;
}

/** The work with some fields of its record replaced. */
export function refine(work: Work, changes: Partial<Interaction>): Work {
  return { ...work, interaction: { ...work.interaction, ...changes } };
}
