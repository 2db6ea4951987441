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
 * One pass judges all rules and writes the findings. On the sample workspace (5,079 conversations, 47 rules, a busy machine of two cores)
 * one rule took 2.7 s and all of them 58 s: reading is shared, judging and writing are not.
 */
const passesOfOneRule = 20;
/** Without a measure, what that machine did. */
const usualPerSecond = 90;

export function estimateOf({ conversations, rules, scan }: Measured): RescoreCost {
  const measured = scan !== null && scan.judged > 0 && scan.seconds > 0 ? scan.judged / scan.seconds / passesOfOneRule : usualPerSecond;
  const perSecond = Math.max(1, Math.round(measured));
  return { conversations, rules, perSecond, minutes: conversations / perSecond / 60 };
}
