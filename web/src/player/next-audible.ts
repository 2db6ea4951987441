export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** A short breath is left on each side, so that a skip does not cut into a word. */
const marginMs = 250;
/** Shorter pauses are part of how people speak. */
const worthSkippingMs = 1500;

/** Where to go on hearing when `positionMs` lies in a quiet stretch; null when it does not. */
export function nextAudible(positionMs: number, quiet: readonly Stretch[]): number | null {
  const stretch = quiet.find(({ startMs, endMs }) => startMs + marginMs <= positionMs && positionMs < endMs - marginMs * 2);
  return stretch && stretch.endMs - stretch.startMs >= worthSkippingMs ? stretch.endMs - marginMs : null;
}
