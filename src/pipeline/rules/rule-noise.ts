import { setImmediate } from 'node:timers/promises';
import { NoiseChannel, usualRoleSwaps, vocabularyOf } from '../../rules/authoring/noise/noise-channel.ts';
import { type NoiseResult, NoiseTest } from '../../rules/authoring/noise/noise-test.ts';
import { type NoisyTest, noisyRuleTests } from '../../rules/authoring/noise/rule-tests.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { compileRules } from '../../rules/compile.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { readConversation } from '../../rules/conversation-text.ts';
import { RuleEngine } from '../../rules/evaluate.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { conversationOf } from '../../rules/stored/reading.ts';
import type { ContentStore } from '../../storage/content.ts';
import { countWordErrors, type WordErrors, wordErrorRate } from '../../transcription/word-error-rate.ts';

export interface NoiseRequest {
  readonly rule: string;
  /** Word errors per word, 0…1, each tested on its own. */
  readonly rates: readonly number[];
  readonly roleSwaps?: number | undefined;
  readonly seed: number;
  /** Stored conversations to use. */
  readonly limit: number;
}

export interface NoiseReport {
  readonly rule: string;
  readonly seed: number;
  readonly roleSwaps: number;
  readonly rates: readonly RateReport[];
}

interface RateReport extends NoiseResult {
  readonly rate: number;
  /** Word error rate that was really made, on the first conversations. */
  readonly measured: number;
  readonly tests: readonly NoisyTest[];
}

/** Word errors are counted on so many conversations: the alignment is slower than the rule. */
const measuredConversations = 300;
/** Conversations heard before other work of this process has its turn. */
const heardAtOnce = 50;

/** What recognition errors do to one rule: the same stored conversations as they are and as they might have been heard. */
export async function testNoise(
  { rule, rates, roleSwaps = usualRoleSwaps, seed, limit }: NoiseRequest,
  { set, content }: { readonly set: RuleSet; readonly content: Pick<ContentStore, 'scan'> },
): Promise<NoiseReport> {
  const engine = new RuleEngine(compileRules(withReferences(set, rule).rules, set));
  const located = set.rules.find((each) => each.rule.id === rule);
  const conversations = await firstStored(content, limit);
  const ownTurns = (located?.tests ?? []).map(({ turns, given }) => readConversation(turns, given));
  const channel = new NoiseChannel(vocabularyOf([...conversations, ...ownTurns]));
  const reports: RateReport[] = [];
  for (const rate of rates) {
    const noise = { rate, seed, roleSwaps };
    const stored = await overStored(new NoiseTest({ engine, rule, channel }, noise), conversations);
    reports.push({ rate, ...stored, tests: located === undefined ? [] : noisyRuleTests(located, engine, { ...noise, channel }) });
  }
  return { rule, seed, roleSwaps, rates: reports };
}

/** The first in order of id, which is a hash, so that they are a random sample. */
async function firstStored(content: Pick<ContentStore, 'scan'>, limit: number): Promise<Conversation[]> {
  const conversations: Conversation[] = [];
  if (limit === 0) return conversations;
  for await (const interaction of content.scan({})) {
    conversations.push(conversationOf(interaction));
    if (conversations.length >= limit) break;
  }
  return conversations;
}

async function overStored(test: NoiseTest, conversations: readonly Conversation[]): Promise<NoiseResult & Pick<RateReport, 'measured'>> {
  const errors: WordErrors[] = [];
  for (const [at, clean] of conversations.entries()) {
    const heard = test.add(clean);
    if (at % heardAtOnce === heardAtOnce - 1) await setImmediate();
    if (at >= measuredConversations) continue;
    for (const [turn, { text }] of clean.turns.entries()) errors.push(countWordErrors(text, heard.turns[turn]?.text ?? ''));
  }
  return { ...test.result(), measured: errors.length === 0 ? 0 : wordErrorRate(errors) };
}
