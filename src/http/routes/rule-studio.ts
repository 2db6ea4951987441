import type { FastifyInstance } from 'fastify';
import { convertRules, detectRuleFormat, ruleEntryText } from '../../rules/authoring/convert/convert-rules.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { serve } from '../route.ts';
import { shownVersion } from './rules.ts';

/** Writing rules without git: drafts, what they would find, and the way into the files. */
export function ruleStudioRoutes(app: FastifyInstance, dependencies: HttpDependencies): void {
  const { rules, studio } = dependencies;

  serve(app, 'GET /v1/rules/standing', () => standingOf(dependencies));

  serve(app, 'GET /v1/rules/names', () => studio.names());

  serve(app, 'GET /v1/rules/drafts', async () => ({ items: await studio.drafts() }));

  serve(app, 'POST /v1/rules/convert', ({ body: { text, name, format = detectRuleFormat(text) } }) => {
    const { rules: converted, notes } = convertRules(text, { format, name });
    return { format, rules: converted.map((rule) => ({ id: rule.id, name: rule.name, text: ruleEntryText(rule) })), notes };
  });

  serve(app, 'GET /v1/rules/{id}', ({ params }) => studio.open(params.id));

  serve(app, 'PUT /v1/rules/{id}/draft', ({ params: { id }, body: { text, ...place } }) => studio.save({ id, text }, place));

  serve(app, 'DELETE /v1/rules/{id}/draft', async ({ params }) => ({ removed: await studio.discard(params.id) }));

  serve(app, 'POST /v1/rules/{id}/check', ({ params: { id }, body: { text } }) => studio.check({ id, text }));

  serve(app, 'POST /v1/rules/{id}/test', ({ params: { id }, body: { text } }) => ({ items: studio.test({ id, text }) }));

  serve(app, 'POST /v1/rules/{id}/compare', async ({ params: { id }, body: { text } }) => ({ items: await studio.compare({ id, text }) }));

  serve(app, 'POST /v1/rules/{id}/publish', async ({ params, body }, { viewer }) =>
    shownVersion(await studio.publish(params.id, { ...body, publisher: viewer.account?.name ?? null })),
  );

  serve(app, 'GET /v1/rules/{id}/history', async ({ params }) => ({ items: await studio.history(params.id) }));

  serve(app, 'POST /v1/rules/{id}/noise', ({ params, body }) => rules.noise({ rule: params.id, ...body }));
}

async function standingOf({ rules, studio, labelling }: HttpDependencies) {
  const [{ conversations, items }, versions, measures] = await Promise.all([
    rules.counts(),
    studio.versionsOfRules(),
    labelling.measures(),
  ]);
  const counts = new Map(items.map((count) => [count.rule, count]));
  const measured = new Map(measures.map((measure) => [measure.rule, measure]));
  const none = { met: 0, missed: 0, notAssessable: 0, fired: 0, judged: 0 };
  return {
    conversations,
    items: rules.workspace().rules.map(({ rule: { id } }) => {
      const { judged, ...verdicts } = counts.get(id) ?? none;
      const measure = measured.get(id);
      return {
        ...verdicts,
        rule: id,
        notJudged: Math.max(0, conversations - judged),
        precision: measure?.precision ?? null,
        recall: measure?.recall ?? null,
        isMeasureCurrent: measure?.isCurrent ?? false,
        version: versions.get(id) ?? null,
      };
    }),
  };
}
