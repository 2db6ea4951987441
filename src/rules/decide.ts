import type { Finding } from '../domain/finding.ts';
import type { Conversation } from './conversation.ts';
import { findingsOf, type RuleEngine } from './evaluate.ts';
import type { Program } from './plan.ts';
import { type ReplayOptions, replay } from './stream-replay.ts';

/** When a live session would have decided each rule, with the verdict it would have given; costs a replay of the conversation. */
export function decisionsOf(
  program: Program,
  conversation: Conversation,
  options: Pick<ReplayOptions, 'codes'> = {},
): ReadonlyMap<string, Pick<Finding, 'verdict' | 'decidedAtMs'>> {
  return new Map(replay(program, conversation, options).map(({ rule, verdict, decidedAtMs }) => [rule, { verdict, decidedAtMs }]));
}

/**
 * Findings of a stored conversation with the moment a live session would have decided them: verdicts and spans come from the
 * batch engine, the moment from a replay through the live one. Costs a replay, so jobs over history leave it out.
 */
export function decideAndEvaluate(engine: RuleEngine, conversation: Conversation): Finding[] {
  const decisions = decisionsOf(engine.program, conversation, { codes: engine.codes });
  return findingsOf(engine, conversation).map((finding) => ({ ...finding, decidedAtMs: decisions.get(finding.rule)?.decidedAtMs ?? null }));
}
