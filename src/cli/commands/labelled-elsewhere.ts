import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppError } from '../../domain/errors.ts';
import type { Reply } from '../../http/contract/routes.ts';
import { type Estimate, shareEstimate } from '../../rules/authoring/label/intervals.ts';
import { leastYouden, roganGladen } from '../../rules/authoring/label/rogan-gladen.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { compileRules } from '../../rules/compile.ts';
import { conversationOfLine } from '../../rules/conversation-lines.ts';
import { findingsOf, RuleEngine } from '../../rules/evaluate.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

/** The rate corrected by how the rule did on conversations that were labelled elsewhere. */
export interface CorrectedElsewhere {
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  /** Null where the rule hardly tells cases from others there, so that nothing can be corrected. */
  readonly corrected: Estimate | null;
}

/** Runs the rule on the file's conversations, each a line with `"truth": true` or `false` beside it; others are passed over. */
export async function labelledElsewhere(
  id: string,
  measured: Reply<'GET /v1/rules/{id}/measure'>,
  from: { readonly file: string; readonly set: RuleSet },
): Promise<CorrectedElsewhere> {
  const { set } = from;
  const engine = new RuleEngine(compileRules(withReferences(set, id).rules, set));
  const cases = { hits: 0, n: 0 };
  const others = { hits: 0, n: 0 };
  for await (const { conversation, truth } of readLabelled(from.file)) {
    const own = findingsOf(engine, conversation).filter((finding) => finding.rule === id && finding.verdict !== 'not-assessable');
    if (own.length === 0) continue;
    const group = truth ? cases : others;
    group.n++;
    if (own.some(({ fired }) => fired)) group.hits++;
  }
  if (cases.n === 0 || others.n === 0)
    throw new AppError(
      'bad-usage',
      `${from.file} needs conversations with "truth": true and with "truth": false on which ${id} can be judged`,
    );
  const population = measured.strata.reduce((sum, stratum) => sum + stratum.population, 0);
  const raw = { hits: Math.round(measured.prevalence.raw * population), n: population };
  return {
    sensitivity: shareEstimate(cases),
    specificity: shareEstimate({ hits: others.n - others.hits, n: others.n }),
    corrected: roganGladen(raw, { cases, others }),
  };
}

/** Why `corrected` is null. */
export const refusal = `sensitivity + specificity − 1 is below ${leastYouden}: the rule hardly tells cases from others there`;

async function* readLabelled(file: string) {
  if (!existsSync(file)) throw new AppError('not-found', `there is no file ${file}`);
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const conversation = line.trim() === '' ? null : conversationOfLine(line);
    if (conversation === null) continue;
    const { truth } = JSON.parse(line) as { truth?: unknown };
    if (typeof truth === 'boolean') yield { conversation, truth };
  }
}
