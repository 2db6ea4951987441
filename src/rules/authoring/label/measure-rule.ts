import type { Judgement, LabelDraw, LabelStratum, RuleLabel } from '../../../domain/rule-label.ts';
import { type Estimate, exactInterval, fisherLower, type Interval, type Share, shareEstimate } from './intervals.ts';
import { type JudgedStratum, recallOf, stratifiedShare } from './stratified.ts';

export interface StratumTally {
  readonly stratum: LabelStratum;
  readonly population: number;
  readonly drawn: number;
  readonly yes: number;
  readonly no: number;
  readonly skip: number;
}

/** Precision of findings in conversations up to a day and from it on. */
export interface Decay {
  /** ISO 8601: where "recent" begins. */
  readonly since: string;
  readonly before: Estimate;
  readonly recent: Estimate;
  /** Probability of so few true findings among the recent ones if nothing has changed. */
  readonly p: number;
  readonly alarm: boolean;
}

/** How good a rule is, by what people said of drawn conversations. Null where there are too few judgements to say. */
export interface RuleMeasure {
  readonly rule: string;
  readonly ruleHash: string;
  readonly drawnAt: string;
  readonly strata: readonly StratumTally[];
  readonly notAssessable: number;
  /** Of the findings, how many are true; `exact` is the interval that is never too narrow, for few judgements. */
  readonly precision: (Estimate & { readonly exact: Interval }) | null;
  /** Of the true cases, how many are found. */
  readonly recall: Estimate | null;
  readonly prevalence: {
    /** Share of assessable conversations on which the rule fires, counted. */
    readonly raw: number;
    /** Share that are true cases: the raw rate with its errors taken out. */
    readonly corrected: Estimate | null;
  };
  readonly decay: Decay | null;
}

/** Fewer recent judgements than this cannot raise the alarm: with 5 of 5 before, only 0 or 1 of 5 would. */
const leastForDecay = 5;
const alarmBelow = 0.05;

/** `since`: where the recent findings begin for the decay alarm, mostly when the rule was published; without it, the moment of the first judgement. */
export function measureRule(draw: LabelDraw, labels: readonly RuleLabel[], since?: string): RuleMeasure {
  const judged = new Map(labels.map((label) => [label.interaction, label.judgement]));
  const strata = draw.strata.map((count) => {
    const said = draw.items.filter(({ stratum }) => stratum === count.stratum).map(({ interaction }) => judged.get(interaction));
    const times = (judgement: Judgement) => said.filter((one) => one === judgement).length;
    return { ...count, yes: times('yes'), no: times('no'), skip: times('skip') };
  });
  const [fired = nothing, ...others] = strata.map(judgedOf);
  const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  return {
    rule: draw.rule,
    ruleHash: draw.ruleHash,
    drawnAt: draw.drawnAt,
    strata,
    notAssessable: draw.notAssessable,
    precision: fired.n === 0 ? null : { ...shareEstimate(fired), exact: exactInterval(fired) },
    recall: recallOf(fired, others),
    prevalence: { raw: population === 0 ? 0 : fired.population / population, corrected: stratifiedShare([fired, ...others]) },
    decay: decayOf(labels, draw.ruleHash, since),
  };
}

const nothing: JudgedStratum = { hits: 0, n: 0, population: 0 };

/** Skipped ones are taken to be like those that could be judged. */
function judgedOf({ yes, no, population }: StratumTally): JudgedStratum {
  return { hits: yes, n: yes + no, population };
}

/**
 * Fisher's exact test, one-sided at 5 %: are true findings rarer in recent conversations than in those before? Only findings
 * of the rule as it stands now are compared. Both groups were drawn alike from the findings, so no weights are needed.
 */
function decayOf(labels: readonly RuleLabel[], ruleHash: string, since: string | undefined): Decay | null {
  const findings = labels.filter((label) => label.stratum === 'fired' && label.ruleHash === ruleHash && label.judgement !== 'skip');
  const from =
    since ?? findings.reduce<string | null>((first, { judgedAt }) => (first === null || judgedAt < first ? judgedAt : first), null);
  if (from === null) return null;
  const moment = Date.parse(from);
  const dated = findings.flatMap(({ startedAt, judgement }) =>
    startedAt === null ? [] : [{ isRecent: Date.parse(startedAt) >= moment, isTrue: judgement === 'yes' }],
  );
  const shareOf = (isRecent: boolean): Share => {
    const group = dated.filter((one) => one.isRecent === isRecent);
    return { hits: group.filter(({ isTrue }) => isTrue).length, n: group.length };
  };
  const [before, recent] = [shareOf(false), shareOf(true)];
  if (before.n < leastForDecay || recent.n < leastForDecay) return null;
  const p = fisherLower(before, recent);
  return { since: from, before: shareEstimate(before), recent: shareEstimate(recent), p, alarm: p < alarmBelow };
}
