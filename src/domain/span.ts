/** A stretch of one turn's analysed text: character offsets, end exclusive. */
export interface Span {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Something found in a turn. The text itself is never changed by it. */
export interface Annotation extends Span {
  /** What kind of finding: `entity` now; later analysers add theirs. */
  readonly kind: string;
  /** E.g. `card`, `phone`, `email`. */
  readonly label: string;
  /** Where it stood in the vaulted original: offsets in that turn's original text. */
  readonly original?: { readonly start: number; readonly end: number };
  /** 0…1 */
  readonly confidence: number;
  /** Analyser and version, e.g. `structured-pii-1`. */
  readonly by: string;
  /** Why: the check that decided, e.g. `luhn`, `mod-97`. Never the value. */
  readonly why: string;
}
