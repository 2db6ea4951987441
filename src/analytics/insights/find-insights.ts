import type { Insight } from '../../domain/insight.ts';
import type { PhraseIndex } from '../emerging/phrase-index.ts';
import { emergingInsights } from './emerging-insights.ts';
import type { History } from './history.ts';
import { complianceInsights, sentimentInsights } from './rate-insights.ts';
import type { Branches } from './topics.ts';
import { volumeInsights } from './volume-insights.ts';

export interface InsightOptions {
  /** Phrases of all contacts, also later ones: only what lies before the history's end is looked at. */
  readonly index: PhraseIndex;
  /** Rules whose misses are followed. */
  readonly rules: readonly string[];
  /** Of the model that gave the contacts their drivers; without them whole drivers alone are followed. */
  readonly branches?: Branches;
  /** How sure a change of volume must be, in standard deviations; `earshot tune` fits it to a site. */
  readonly leastZ?: number;
}

/** With fewer weeks there is nothing to compare with. */
export const fewestWeeks = 9;

/** Everything worth telling at the end of a history, the surest first. */
export function findInsights(history: History, { index, rules, branches, leastZ }: InsightOptions): Insight[] {
  if (history.weeks < fewestWeeks) return [];
  const volume = volumeInsights(history, { ...(branches && { branches }), ...(leastZ !== undefined && { leastZ }) });
  const rising = new Set(volume.flatMap(({ kind, driver }) => (kind === 'rising' && driver ? [driver] : [])));
  const found = [
    ...volume,
    ...emergingInsights(history, index, rising),
    ...sentimentInsights(history, branches),
    ...complianceInsights(history, rules),
  ];
  return found.sort((a, b) => a.q - b.q);
}
