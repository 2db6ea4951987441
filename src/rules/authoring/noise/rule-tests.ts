import { readConversation } from '../../conversation-text.ts';
import { findingsOf, type RuleEngine } from '../../evaluate.ts';
import type { LocatedRule } from '../../rule-file.ts';
import { type Estimate, shareEstimate } from '../label/intervals.ts';
import type { NoiseChannel, NoiseOptions } from './noise-channel.ts';

/** How often one of a rule's own tests still passes when its words are heard with errors. */
export interface NoisyTest {
  readonly name: string;
  readonly expect: string;
  readonly passed: Estimate;
}

/** Each test is heard this often, each time with other errors. */
const hearings = 40;

/** The rule's own tests under noise. Tests that fail on clean words are left to `rules test`. */
export function noisyRuleTests(
  located: LocatedRule,
  engine: RuleEngine,
  { channel, ...options }: NoiseOptions & { readonly channel: NoiseChannel },
): NoisyTest[] {
  return located.tests.map(({ name, expect, turns, given }) => {
    const clean = readConversation(turns, given);
    let hits = 0;
    for (let hearing = 0; hearing < hearings; hearing++) {
      const { conversation } = channel.pass(clean, { ...options, seed: options.seed * hearings + hearing });
      const verdict = findingsOf(engine, conversation).find((finding) => finding.rule === located.rule.id)?.verdict;
      if (verdict !== undefined && expect.startsWith(verdict)) hits++;
    }
    return { name, expect, passed: shareEstimate({ hits, n: hearings }) };
  });
}
