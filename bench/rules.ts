import { compileRules } from '../src/rules/compile.ts';
import type { BenchRow } from './row.ts';
import { readConversations } from './rules/conversations.ts';
import { drawRules } from './rules/draw-rules.ts';
import { measureHistory } from './rules/measure-history.ts';
import { measurePeers } from './rules/measure-peers.ts';
import { measureStream } from './rules/measure-stream.ts';
import { least, processorSeconds } from './rules/timing.ts';

const ruleCount = 1000;

/**
 * Speed of the rule engine on real conversations: 1,000 rules of five phrases each, drawn from the conversations themselves. What
 * each figure times stands in `rules/measure-….ts`; seconds are processor time of one thread.
 */
export async function run(): Promise<BenchRow[]> {
  const conversations = readConversations();
  if (conversations.length === 0) return [];
  const { rules, phrases, absences } = drawRules(conversations, ruleCount);
  const compile = Array.from({ length: 3 }, () => processorSeconds(() => void compileRules(rules)));
  const program = compileRules(rules);
  const history = measureHistory(program, conversations, phrases);
  const peers = measurePeers(phrases, { conversations, ...history });
  const { rawWordsPerSecond: raw, idsWordsPerSecond: ids } = history;
  return [
    { name: 'conversations', value: conversations.length, unit: 'count' },
    { name: 'words', value: history.words, unit: 'count' },
    { name: 'rules', value: rules.length, unit: 'count' },
    { name: 'phrases', value: phrases.length, unit: 'count' },
    { name: 'absence_rules', value: absences, unit: 'count' },
    { name: 'median_rule_hit_share', value: history.medianHitShare, unit: 'ratio' },
    { name: 'rules_touched', value: history.rulesTouched, unit: 'per conversation' },
    { name: 'compile_1000_rules', value: least(compile) * 1000, unit: 'ms' },
    {
      name: 'words_per_second_raw',
      value: raw,
      unit: 'words/s',
      peer: 'one RegExp per phrase',
      ratio: raw / peers.regexpWordsPerSecond,
    },
    {
      name: 'words_per_second_ids',
      value: ids,
      unit: 'words/s',
      peer: 'phrases found only, from ids',
      ratio: history.shareOfBound,
    },
    { name: 'words_per_second_bound', value: history.boundWordsPerSecond, unit: 'words/s' },
    { name: 'words_per_second_regexp', value: peers.regexpWordsPerSecond, unit: 'words/s' },
    {
      name: 'words_per_second_package',
      value: peers.packageWordsPerSecond,
      unit: 'words/s',
      peer: 'engine from text over the fastest npm Aho–Corasick on folded text',
      ratio: raw / peers.packageWordsPerSecond,
    },
    ...measureStream(program, conversations),
  ];
}
