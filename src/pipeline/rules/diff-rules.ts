import type { Finding, FindingSpan } from '../../domain/finding.ts';
import type { InteractionId } from '../../domain/ids.ts';
import { withReferences } from '../../rules/authoring/with-references.ts';
import { compileRules } from '../../rules/compile.ts';
import type { Program } from '../../rules/plan.ts';
import { programOf, type RuleSet } from '../../rules/rule-set.ts';
import type { ReadingRow } from '../../storage/readings.ts';
import type { StoredRules } from './run-rule.ts';
import { StoredScoring } from './stored-scoring.ts';

export interface RuleDifference {
  readonly rule: string;
  /** Whether the rule is on both sides. */
  readonly change: 'added' | 'removed' | 'changed';
  /** Conversations on which it fires now and did not, did and does not, and fires on both with other words. */
  readonly gained: number;
  readonly lost: number;
  readonly changed: number;
  readonly examples: readonly DifferenceExample[];
}

interface DifferenceExample {
  readonly id: InteractionId;
  readonly kind: 'gained' | 'lost' | 'changed';
  readonly before: readonly FindingSpan[];
  readonly after: readonly FindingSpan[];
}

const examplesPerRule = 10;
const judgedAtOnce = 500;

/** Only rules whose content differs, lists and other rules that they use included, are run: on everything stored, by both sides. */
export async function diffRules({ before, after }: Sides<RuleSet>, tools: StoredRules): Promise<RuleDifference[]> {
  const hashes = { before: hashesOf(programOf(before)), after: hashesOf(programOf(after)) };
  const ids = [...new Set([...hashes.before.keys(), ...hashes.after.keys()])]
    .filter((id) => hashes.before.get(id) !== hashes.after.get(id))
    .sort();
  if (ids.length === 0) return [];
  const differences = new Map(ids.map((id) => [id, emptyDifference(id, hashes)]));
  const version = await tools.findings.shown();
  const sides = {
    before: new StoredScoring({ program: programFor(before, ids), ...tools, version }),
    after: new StoredScoring({ program: programFor(after, ids), ...tools, version }),
  };
  for await (const stretch of tools.readings.scan({})) {
    for (let at = 0; at < stretch.length; at += judgedAtOnce) {
      const rows = stretch.slice(at, at + judgedAtOnce);
      const found = { before: await firedOn(rows, sides.before), after: await firedOn(rows, sides.after) };
      for (const { id } of rows) compare(id, { before: found.before.get(id) ?? [], after: found.after.get(id) ?? [] }, differences);
    }
  }
  return [...differences.values()];
}

interface Sides<Side> {
  readonly before: Side;
  readonly after: Side;
}

type Counted = { -readonly [Field in keyof RuleDifference]: RuleDifference[Field] } & { examples: DifferenceExample[] };

function emptyDifference(rule: string, { before, after }: Sides<ReadonlyMap<string, string>>): Counted {
  const change = !before.has(rule) ? 'added' : after.has(rule) ? 'changed' : 'removed';
  return { rule, change, gained: 0, lost: 0, changed: 0, examples: [] };
}

function hashesOf(program: Program): Map<string, string> {
  return new Map(program.rules.map(({ rule, hash }) => [rule.id, hash]));
}

function programFor(set: RuleSet, ids: readonly string[]): Program {
  const known = ids.filter((id) => set.rules.some(({ rule }) => rule.id === id));
  const needed = new Map(known.flatMap((id) => withReferences(set, id).rules.map((rule) => [rule.id, rule] as const)));
  return compileRules([...needed.values()], set);
}

async function firedOn(rows: readonly ReadingRow[], side: StoredScoring): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const context = await side.contextOf(rows.map(({ id }) => id));
  const judged = await side.judge(rows, context);
  return new Map(judged.map(({ id, findings }) => [id, (JSON.parse(findings) as Finding[]).filter(({ fired }) => fired)]));
}

function compare(id: InteractionId, found: Sides<readonly Finding[]>, differences: ReadonlyMap<string, Counted>): void {
  const rules = new Set([...found.before, ...found.after].map(({ rule }) => rule));
  for (const rule of rules) {
    const difference = differences.get(rule);
    if (difference === undefined) continue;
    const spansOf = (findings: readonly Finding[]) => findings.filter((finding) => finding.rule === rule);
    const [before, after] = [spansOf(found.before), spansOf(found.after)];
    const kind = before.length === 0 ? 'gained' : after.length === 0 ? 'lost' : sameEvidence(before, after) ? null : 'changed';
    if (kind === null) continue;
    difference[kind]++;
    if (difference.examples.length < examplesPerRule)
      difference.examples.push({ id, kind, before: before.flatMap(({ spans }) => spans), after: after.flatMap(({ spans }) => spans) });
  }
}

function sameEvidence(before: readonly Finding[], after: readonly Finding[]): boolean {
  const evidence = (findings: readonly Finding[]) => JSON.stringify(findings.map(({ leg, spans, searched }) => [leg, spans, searched]));
  return evidence(before) === evidence(after);
}
