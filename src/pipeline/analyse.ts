import type { Workspace } from '../domain/workspace.ts';
import { createAnalysers } from '../language/analysers.ts';
import type { SentenceEncoder } from '../language/encoder/sentence-encoder.ts';
import { loadTagger } from '../language/entities/load-tagger.ts';
import { identifyLanguage, loadLanguageIdentifier } from '../language/language-id.ts';
import type { Program } from '../rules/plan.ts';
import { ok } from './outcome.ts';
import { runSteps, type Step } from './process-interaction.ts';
import { assess } from './steps/assess.ts';
import { createLanguageStep } from './steps/identify-language.ts';
import { createJudgeStep } from './steps/judge-rules.ts';
import { createMeasureStep } from './steps/measure.ts';
import { createRedactStep } from './steps/redact.ts';
import { createUnderstandStep } from './steps/understand.ts';

export interface AnalyseOptions {
  readonly workspace: Workspace;
  readonly rules: () => Program;
  /** The sentence encoder of the workspace's profile, opened with the first contact. */
  readonly openEncoder: () => Promise<SentenceEncoder | null>;
}

/** The steps that need the words and the workspace alone: no file, no database, no other contact. So they run on any thread. */
export function analysisSteps({ workspace, rules, openEncoder }: AnalyseOptions): readonly Step[] {
  return [
    createLanguageStep(loadLanguageIdentifier, identifyLanguage),
    // Personal data leaves the text here: nothing after this line sees an original word.
    createRedactStep({
      enabled: workspace.redaction,
      country: workspace.country,
      company: workspace.name,
      loadTagger: workspace.analysis.profile === 'none' ? null : loadTagger,
    }),
    createMeasureStep(workspace.measures),
    createUnderstandStep(async () => createAnalysers({ workspace, encoder: await openEncoder() })),
    assess,
    createJudgeStep(rules),
  ];
}

/** The analysis steps as one step on this thread. */
export function createAnalyseStep(options: AnalyseOptions): Step {
  const steps = analysisSteps(options);
  return function analyse(work) {
    return runSteps(ok(work), steps);
  };
}
