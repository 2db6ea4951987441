import type { Workspace } from '../domain/workspace.ts';
import { type Analyser, checkOrder } from './analyser.ts';
import type { SentenceEncoder } from './encoder/sentence-encoder.ts';

/** What analysers may be made of. */
export interface AnalyserOptions {
  readonly workspace: Workspace;
  /** The profile's encoder: the static table, or MiniLM; null when the profile is `none`. */
  readonly encoder: SentenceEncoder | null;
}

/** Every analyser, in the order they run. */
export function createAnalysers({ workspace }: AnalyserOptions): readonly Analyser[] {
  const analysers: readonly Analyser[] = workspace.analysis.profile === 'none' ? [] : [];
  checkOrder(analysers);
  return analysers;
}
