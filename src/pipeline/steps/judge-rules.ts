import { Dictionary } from '../../language/tokens/dictionary.ts';
import type { Conversation } from '../../rules/conversation.ts';
import { findingsOf, RuleEngine } from '../../rules/evaluate.ts';
import type { Program } from '../../rules/plan.ts';
import { conversationOf, readingOf } from '../../rules/stored/reading.ts';
import { type Outcome, ok } from '../outcome.ts';
import { verdictsOf } from '../rules/judged.ts';
import type { Work } from '../work.ts';

/** An engine that has met more words than this is replaced: its dictionary must not grow with the store. */
const maxWords = 1 << 19;

/**
 * Judges the conversation by the rules in force. The customer's other contacts are not known on this thread: it is judged as the
 * first, and again when it is stored beside others.
 */
export function createJudgeStep(program: () => Program) {
  let engine: RuleEngine | null = null;
  return function judgeRules(work: Work): Outcome<Work> {
    const rules = program();
    if (engine === null || engine.program !== rules || engine.dictionary.size > maxWords)
      engine = new RuleEngine(rules, { dictionary: new Dictionary() });
    const conversation = withoutOthers(conversationOf(work.interaction), work.interaction.customerKeys.length > 0);
    const judged = {
      startedAt: conversation.startedAt,
      reading: readingOf(conversation),
      verdicts: verdictsOf(findingsOf(engine, conversation)),
    };
    return ok({ ...work, judged });
  };
}

/** A contact without a customer has no history that could be known. */
function withoutOthers(conversation: Conversation, hasCustomer: boolean): Conversation {
  return hasCustomer ? { ...conversation, history: [] } : conversation;
}
