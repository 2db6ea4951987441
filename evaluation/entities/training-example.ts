import type { TagLabel } from '../../src/language/entities/tagger.ts';

/** A text with the stretches that are entities. Examples of one group never stand on both sides of a split. */
export interface TrainingExample {
  readonly text: string;
  readonly spans: readonly { readonly label: TagLabel; readonly start: number; readonly end: number }[];
  readonly group: string;
}
