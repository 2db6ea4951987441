import type { DriverEdit } from './edit-drivers.ts';
import type { Commonplace } from './statement-vectors.ts';

/** A reason why customers get in touch, found in what they say. */
export interface Driver {
  /** Kept over refits while it is recognisably the same. */
  readonly id: string;
  /** What people see: the analysts' own name, else the leading phrase. */
  readonly name: string;
  readonly renamed: boolean;
  /** Kept at refits even where the fit no longer finds it. */
  readonly pinned?: boolean;
  /** An analyst took it out: its contacts belong to no driver. */
  readonly retired?: boolean;
  /** Drivers that were merged into it; their contacts are its own. */
  readonly absorbed?: readonly Driver[];
  /** Group of drivers that it belongs to. */
  readonly group: string;
  readonly phrases: readonly string[];
  /** Statements nearest to the middle, one per wording. */
  readonly quotes: readonly { readonly interaction: string; readonly text: string }[];
  /** Statements it was fitted on. */
  readonly size: number;
  /** A statement less like the middle than this belongs to no driver. */
  readonly threshold: number;
  /** Unit vector of the encoder. */
  readonly centroid: Float32Array;
  /** The first clusters it was joined from, as unit vectors one after the other. */
  readonly parts: Float32Array;
  /** What lies within it: a change may be of a branch alone (Kulldorff et al. 2003 scan a tree likewise). */
  readonly branches: readonly DriverBranch[];
}

export interface DriverBranch {
  /** Positions of its parts in the driver's. */
  readonly parts: readonly number[];
  /** What tells it from the other branches of all drivers; the first is its name. */
  readonly phrases: readonly string[];
}

export interface DriverGroup {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

/** What became of drivers at a refit. */
export type DriverEvent =
  | { readonly kind: 'kept'; readonly driver: string; readonly overlap: number }
  | { readonly kind: 'new'; readonly driver: string }
  | { readonly kind: 'retired'; readonly driver: string }
  | { readonly kind: 'split'; readonly driver: string; readonly into: readonly string[] }
  | { readonly kind: 'merged'; readonly driver: string; readonly from: readonly string[] };

/** A taxonomy of drivers: every trend is computed with one of these over all of history, never with two stitched together. */
export interface DriverModel {
  readonly id: string;
  /** Version of the encoder; vectors of another cannot be assigned with it. */
  readonly encoder: string;
  readonly fittedAt: string;
  /** Contacts before this day were fitted on. */
  readonly asOf: string;
  readonly statements: number;
  readonly commonplace: Commonplace;
  readonly drivers: readonly Driver[];
  readonly groups: readonly DriverGroup[];
  readonly events: readonly DriverEvent[];
  /** What analysts decided, the last one last. */
  readonly edits: readonly DriverEdit[];
}
