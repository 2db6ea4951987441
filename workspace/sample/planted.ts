/**
 * What is true of the sample by construction: the events that the analyses should find, and the ones they should not
 * take for news. Only the generator and tests of it read this; truth.json carries it for evaluation, the product never sees it.
 */
export const planted = {
  /** Restarting routers after a firmware update: +15 % a week. */
  rising: { reason: 'router_drops', fromWeek: 18, weeklyGrowth: 1.15 },
  /** Fake "refund link" text messages: a new phrase family across all reasons; contacts per week from week 22 on. */
  emerging: { family: 'scam', fromWeek: 22, weekly: [8, 15, 22, 26, 28] },
  /** Automatic payment became a button in the app. */
  falling: { reason: 'autopay_setup', fromWeek: 15, factor: 0.35 },
  /** Bills go out on the 5th: four busy days every month, not news. */
  cycle: { reason: 'bill_higher', daysOfMonth: [6, 7, 8, 9], factor: 2.6 },
  /** A cable cut: one day, not a trend. */
  spike: { reason: 'internet_outage', date: '2026-08-18', contacts: 42 },
  /** Missed technician visits: share of angry customers. */
  sentiment: { reason: 'technician_appointment', fromWeek: 19, before: 0.06, after: 0.45 },
  /** The recording notice at the start, any channel with an opening. */
  disclosure: { team: 'Technical South', fromWeek: 20, before: 0.97, after: 0.6 },
  /** One team was coached to check at the end that everything is answered, and to offer a supervisor when asked for one. */
  coaching: { team: 'Billing North', comparison: 'Billing South', date: '2026-08-10', before: 0.55, after: 0.88, csatLift: 0.35 },
  /**
   * Chat looks as if it caused repeats only because the matters that come back are chat-heavy: within each reason a
   * chat is a fifth less likely to be followed by another contact than a call.
   */
  confounder: { exposure: 'chat', outcome: 'repeat', crude: 'above 1', withinReason: 0.8 },
  /** Everything together grows slowly: not news. */
  growthPerWeek: 1.003,
} as const;

/** Contacts of a reason on a day, as a multiple of its usual number. */
export function volumeFactor(reason: string, week: number, dayOfMonth: number): number {
  let factor = planted.growthPerWeek ** (week - 1);
  if (reason === planted.rising.reason && week >= planted.rising.fromWeek)
    factor *= planted.rising.weeklyGrowth ** (week - planted.rising.fromWeek + 1);
  if (reason === planted.falling.reason && week >= planted.falling.fromWeek) factor *= planted.falling.factor;
  if (reason === planted.cycle.reason)
    factor *= (planted.cycle.daysOfMonth as readonly number[]).includes(dayOfMonth) ? planted.cycle.factor : 0.78;
  return factor;
}

export function angerRate(reason: { readonly id: string; readonly angry: number }, week: number): number {
  if (reason.id !== planted.sentiment.reason) return reason.angry;
  return week >= planted.sentiment.fromWeek ? planted.sentiment.after : planted.sentiment.before;
}

export function noticeRate(team: string, week: number): number {
  return team === planted.disclosure.team && week >= planted.disclosure.fromWeek ? planted.disclosure.after : planted.disclosure.before;
}

/** Whether the agent had been coached when the contact took place. */
export function isCoached(team: string, day: string): boolean {
  return team === planted.coaching.team && day >= planted.coaching.date;
}
