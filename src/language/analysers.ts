import type { Workspace } from '../domain/workspace.ts';
import { type Analyser, checkOrder } from './analyser.ts';
import { effortAnalyser } from './effort/effort-analyser.ts';
import { empathyAnalyser } from './empathy/empathy-analyser.ts';
import type { SentenceEncoder } from './encoder/sentence-encoder.ts';
import { createReasonsAnalyser } from './intents/reasons-analyser.ts';
import { statementsAnalyser } from './intents/statements-analyser.ts';
import { politenessAnalyser } from './politeness/politeness-analyser.ts';
import { createSentimentAnalyser } from './sentiment/sentiment-analyser.ts';
import { signalsAnalyser } from './signals/signals-analyser.ts';
import { summaryAnalyser } from './summary/summary-analyser.ts';

/** What analysers may be made of. */
export interface AnalyserOptions {
  readonly workspace: Workspace;
  /** The profile's encoder: the static table, or MiniLM; null when the profile is `none`. */
  readonly encoder: SentenceEncoder | null;
}

/** Every analyser, in the order they run. */
export function createAnalysers({ workspace, encoder }: AnalyserOptions): readonly Analyser[] {
  if (workspace.analysis.profile === 'none') return [];
  const analysers: readonly Analyser[] = [
    statementsAnalyser,
    createReasonsAnalyser({ reasons: workspace.reasons, encoder }),
    createSentimentAnalyser({ agents: workspace.analysis.agentSentiment, encoder }),
    effortAnalyser,
    politenessAnalyser,
    empathyAnalyser,
    summaryAnalyser,
    signalsAnalyser,
  ];
  checkOrder(analysers);
  return analysers;
}
