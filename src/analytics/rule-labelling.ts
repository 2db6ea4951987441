import { AppError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import { contentHash, type InteractionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Judgement, LabelDraw, RuleLabel } from '../domain/rule-label.ts';
import type { Span } from '../domain/span.ts';
import { LabelSample } from '../rules/authoring/label/label-sample.ts';
import { measureRule, type RuleMeasure } from '../rules/authoring/label/measure-rule.ts';
import { withReferences } from '../rules/authoring/with-references.ts';
import { compileRules } from '../rules/compile.ts';
import type { Likeness } from '../rules/likeness.ts';
import { type RuleSet, readRuleSet } from '../rules/rule-set.ts';
import { conversationOf } from '../rules/stored/reading.ts';
import type { ContentStore } from '../storage/content.ts';
import type { RuleLabels } from '../storage/records.ts';
import type { RuleVersions } from '../storage/rule-versions.ts';
import { type ClassifiedConversation, LabelStrata, type StoredReadings } from './label-strata.ts';

export interface DrawRequest {
  readonly n: number;
  readonly seed: number;
  /** ISO 8601; from inclusive, to exclusive, on the start of the conversation. */
  readonly from?: string;
  readonly to?: string;
}

export interface JudgedItem {
  readonly interaction: InteractionId;
  readonly judgement: Judgement;
}

/** Measuring a rule by what people say of conversations drawn for it. */
export interface RuleLabelling {
  /** Over the same conversations and rule, the same request draws the same conversations; a larger n draws them and more. */
  draw(rule: string, request: DrawRequest): Promise<LabelDraw>;
  /** Judges conversations of the newest draw; the same judgement again changes nothing. */
  judge(rule: string, judged: readonly JudgedItem[]): Promise<readonly RuleLabel[]>;
  list(rule: string): Promise<readonly RuleLabel[]>;
  /** Takes one judgement back; false when there was none. */
  undo(rule: string, interaction: InteractionId): Promise<boolean>;
  /** `isCurrent`: the rule still is what it was when its conversations were drawn; otherwise draw again. */
  measure(rule: string, since?: string): Promise<RuleMeasure & { readonly isCurrent: boolean }>;
  /** Of every rule that conversations were drawn for, without looking for decay. */
  measures(): Promise<readonly (RuleMeasure & { readonly isCurrent: boolean })[]>;
}

export interface RuleLabellingOptions {
  readonly content: Pick<ContentStore, 'scan' | 'get'>;
  /** Where conversations are drawn from, at a fraction of the cost of reading them whole; without it they are read whole. */
  readonly stored?: StoredReadings;
  readonly labels: RuleLabels;
  /** The workspace's rules as they are now. */
  readonly rules: () => RuleSet;
  /** What was published: findings after that are compared with those before it. */
  readonly versions?: Pick<RuleVersions, 'list' | 'content'>;
  readonly now?: () => number;
}

/** Places shown per drawn conversation: the first ones decide. */
const shownSpans = 12;

export function createRuleLabelling(options: RuleLabellingOptions): RuleLabelling {
  const { content, stored, labels, rules, versions, now = Date.now } = options;
  const newestDraw = async (rule: string): Promise<LabelDraw> => {
    const draw = await labels.newestDraw(rule);
    if (draw === null) throw new AppError('not-found', `Nothing was drawn for rule ${rule} yet.`);
    return draw;
  };
  return {
    async draw(rule, request) {
      const { n, seed, from, to } = request;
      const strata = new LabelStrata(rules(), rule);
      const sample = new LabelSample({ rule, n, seed });
      const period = { ...(from && { from }), ...(to && { to }) };
      let notAssessable = 0;
      for await (const { id, startedAt, stratum } of stored ? strata.ofStored(stored, period) : ofContent(strata, content.scan(period))) {
        if (stratum === null) notAssessable++;
        else sample.add({ interaction: id, startedAt, stratum });
      }
      const { strata: counts, items: open } = sample.draw();
      const items = await Promise.all(
        open.map(async (item) => {
          const interaction = await content.get(item.interaction);
          return { ...item, spans: interaction === null ? [] : placesIn(strata.findingsOf(conversationOf(interaction))) };
        }),
      );
      const { ruleHash } = strata;
      const drawn = { rule, ruleHash, seed, from: from ?? null, to: to ?? null, notAssessable, strata: counts, items };
      const draw = { id: contentHash(drawn).slice(0, 16), drawnAt: new Date(now()).toISOString(), ...drawn };
      const newest = await labels.newestDraw(rule);
      if (newest?.id === draw.id) return newest;
      await labels.putDraw(draw);
      return draw;
    },
    async judge(rule, judged) {
      const draw = await newestDraw(rule);
      const earlier = new Map((await labels.list(rule)).map((label) => [label.interaction, label]));
      const judgedAt = new Date(now()).toISOString();
      const made = judged.map((one) => labelOf(draw, one, judgedAt));
      const changed = made.filter((label) => !saysTheSame(earlier.get(label.interaction), label));
      await labels.put(changed);
      return made.map((label) => (changed.includes(label) ? label : (earlier.get(label.interaction) ?? label)));
    },
    list: (rule) => labels.list(rule),
    undo: (rule, interaction) => labels.remove(rule, interaction),
    async measure(rule, since) {
      const draw = await newestDraw(rule);
      const isCurrent = ruleHashOf(rules(), rule) === draw.ruleHash;
      const from = since ?? (versions && (await publishedAt(versions, rule, { ruleHash: draw.ruleHash, likeness: rules().likeness })));
      return { ...measureRule(draw, await labels.list(rule), from), isCurrent };
    },
    async measures() {
      const set = rules();
      const measured = set.rules.map(async ({ rule: { id } }) => {
        const draw = await labels.newestDraw(id);
        if (draw === null) return [];
        return [{ ...measureRule(draw, await labels.list(id)), isCurrent: ruleHashOf(set, id) === draw.ruleHash }];
      });
      return (await Promise.all(measured)).flat();
    },
  };
}

async function* ofContent(strata: LabelStrata, scan: AsyncIterable<Interaction>): AsyncIterable<ClassifiedConversation> {
  for await (const interaction of scan) {
    const { id, startedAt } = interaction;
    yield { id, startedAt, stratum: strata.stratumOf(conversationOf(interaction)) };
  }
}

function labelOf(draw: LabelDraw, { interaction, judgement }: JudgedItem, judgedAt: string): RuleLabel {
  const item = draw.items.find((one) => one.interaction === interaction);
  if (item === undefined) throw new AppError('invalid-input', `A judged conversation is not in the newest draw of rule ${draw.rule}.`);
  const { stratum, probability, startedAt } = item;
  return { rule: draw.rule, ruleHash: draw.ruleHash, interaction, judgement, stratum, probability, startedAt, draw: draw.id, judgedAt };
}

function saysTheSame(earlier: RuleLabel | undefined, label: RuleLabel): boolean {
  return earlier !== undefined && contentHash({ ...earlier, judgedAt: '' }) === contentHash({ ...label, judgedAt: '' });
}

/** Versions looked back through: a rule that has stood longer was published at least that long ago. */
const versionsLookedBack = 20;

/** When the rule as it stands was first published; undefined when it never was. */
async function publishedAt(
  versions: Pick<RuleVersions, 'list' | 'content'>,
  rule: string,
  { ruleHash, likeness }: { readonly ruleHash: string; readonly likeness: Likeness },
): Promise<string | undefined> {
  let since: string | undefined;
  for (const { version, publishedAt: moment } of (await versions.list()).slice(0, versionsLookedBack)) {
    const published = await versions.content(version);
    if (published === null || ruleHashOf(readRuleSet(published, likeness), rule) !== ruleHash) break;
    since = moment;
  }
  return since;
}

function ruleHashOf(set: RuleSet, id: string): string | undefined {
  if (!set.rules.some(({ rule }) => rule.id === id)) return undefined;
  return compileRules(withReferences(set, id).rules, set).byId.get(id)?.hash;
}

function placesIn(findings: readonly Finding[]): Span[] {
  return findings
    .flatMap(({ spans }) => spans)
    .slice(0, shownSpans)
    .map(({ turn, start, end }) => ({ turn, start, end }));
}
