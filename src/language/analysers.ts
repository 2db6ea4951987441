import type { Workspace } from '../domain/workspace.ts';
import { type Analyser, checkOrder } from './analyser.ts';
import type { SentenceEncoder } from './encoder/sentence-encoder.ts';
import { createSentimentAnalyser } from './sentiment/sentiment-analyser.ts';

/** What analysers may be made of. */
export interface AnalyserOptions {
  readonly workspace: Workspace;
  /** The profile's encoder: the static table, or MiniLM; null when the profile is `none`. */
  readonly encoder: SentenceEncoder | null;
}

/** Every analyser, in the order they run. */
export function createAnalysers({ workspace, encoder }: AnalyserOptions): readonly Analyser[] {
  if (workspace.analysis.profile === 'none') return [];
  const analysers: readonly Analyser[] = [createSentimentAnalyser({ agents: workspace.analysis.agentSentiment, encoder })];
  checkOrder(analysers);
  return analysers;
}
