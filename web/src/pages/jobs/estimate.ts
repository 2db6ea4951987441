interface Measured {
  readonly conversations: number;
  readonly rules: number;
  /** One rule asked of everything: how many it read, and how long that took. */
  readonly scan: { readonly judged: number; readonly seconds: number } | null;
}

export interface RescoreCost {
  readonly conversations: number;
  readonly rules: number;
  readonly perSecond: number;
  readonly minutes: number;
}

/**
 * One pass judges all rules and writes the findings. Measured on the sample workspace, it takes about five times a pass of one rule:
 * reading is shared by all of them, judging and writing are not.
 */
const passesOfOneRule = 5;
/** Without a measure, what two cores of a laptop do. */
const usualPerSecond = 2000;

export function estimateOf({ conversations, rules, scan }: Measured): RescoreCost {
  const measured = scan !== null && scan.judged > 0 && scan.seconds > 0 ? scan.judged / scan.seconds / passesOfOneRule : usualPerSecond;
  const perSecond = Math.max(1, Math.round(measured));
  return { conversations, rules, perSecond, minutes: conversations / perSecond / 60 };
}
