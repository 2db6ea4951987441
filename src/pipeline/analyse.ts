import type { Workspace } from '../domain/workspace.ts';
import { createAnalysers } from '../language/analysers.ts';
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

/** The steps that need the words and the workspace alone: no file, no database, no other contact. So they run on any thread. */
export function analysisSteps(workspace: Workspace, rules: () => Program): readonly Step[] {
  return [
    // Personal data leaves the text here: nothing after this line sees an original word.
    createRedactStep({
      enabled: workspace.redaction,
      country: workspace.country,
      loadTagger: workspace.analysis.profile === 'none' ? null : loadTagger,
    }),
    createLanguageStep(loadLanguageIdentifier, identifyLanguage),
    createMeasureStep(workspace.measures),
    createUnderstandStep(async () => createAnalysers({ workspace, encoder: null })),
    assess,
    createJudgeStep(rules),
  ];
}

/** The analysis steps as one step on this thread. */
export function createAnalyseStep(workspace: Workspace, rules: () => Program): Step {
  const steps = analysisSteps(workspace, rules);
  return function analyse(work) {
    return runSteps(ok(work), steps);
  };
}
