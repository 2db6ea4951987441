import { z } from 'zod';
import type { Understanding } from '../../src/domain/understanding.ts';
import { runAnalysers } from '../../src/language/analyser.ts';
import { effortAnalyser } from '../../src/language/effort/effort-analyser.ts';
import type { SentenceEncoder } from '../../src/language/encoder/sentence-encoder.ts';
import { politenessAnalyser } from '../../src/language/politeness/politeness-analyser.ts';
import { createSentimentAnalyser } from '../../src/language/sentiment/sentiment-analyser.ts';
import { signalsAnalyser } from '../../src/language/signals/signals-analyser.ts';
import { conversationDocument } from '../../src/language/testing/conversation-document.ts';
import { foldOf, readItems } from '../corpora.ts';

const schema = z.object({
  id: z.string(),
  turns: z.array(z.object({ speaker: z.string(), text: z.string() })),
  labels: z.object({
    agentQuestionnaire: z.record(z.string(), z.unknown()).nullish(),
    customerQuestionnaire: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** A conversation of STAR (MIT) as the analysers read it, and whether its agent called the customer annoyed. */
export interface StarConversation {
  readonly id: string;
  readonly annoyed: boolean;
  readonly understanding: Understanding;
  readonly customerTexts: readonly string[];
}

interface StarOptions {
  readonly encoder: SentenceEncoder | null;
  /** Take one calm conversation in this many: enough for a rank statistic, which does not depend on the mix. */
  readonly calmOneIn: number;
}

export async function starConversations(corpora: string, { encoder, calmOneIn }: StarOptions): Promise<StarConversation[]> {
  const analysers = [createSentimentAnalyser({ agents: false, encoder }), effortAnalyser, politenessAnalyser, signalsAnalyser];
  const conversations: StarConversation[] = [];
  for (const { id, turns, labels } of readItems(corpora, 'conversations/star', schema)) {
    const answer = Object.entries(labels.agentQuestionnaire ?? {}).find(([question]) => question.includes('annoyed'))?.[1];
    if (typeof answer !== 'boolean' || (!answer && foldOf(id, calmOneIn) !== 0)) continue;
    const lines = turns.map(({ speaker, text }) => `${speaker === 'a' ? 'agent' : 'customer'}: ${text}`);
    const { understanding } = await runAnalysers(conversationDocument(lines), analysers);
    const customerTexts = turns.filter(({ speaker }) => speaker === 'c').map(({ text }) => text);
    conversations.push({ id, annoyed: answer, understanding, customerTexts });
  }
  return conversations;
}
