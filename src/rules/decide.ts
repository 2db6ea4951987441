import type { Finding } from '../domain/finding.ts';
import type { Conversation } from './conversation.ts';
import { findingsOf, type RuleEngine } from './evaluate.ts';
import { replay } from './stream-replay.ts';

/**
 * Findings of a stored conversation with the moment a live session would have decided them: verdicts and spans come from the
 * batch engine, the moment from a replay through the live one. Costs a replay, so jobs over history leave it out.
 */
export function decideAndEvaluate(engine: RuleEngine, conversation: Conversation): Finding[] {
  const moments = new Map(
    replay(engine.program, conversation, { codes: engine.codes }).map((finding) => [finding.rule, finding.decidedAtMs]),
  );
  return findingsOf(engine, conversation).map((finding) => ({ ...finding, decidedAtMs: moments.get(finding.rule) ?? null }));
}
