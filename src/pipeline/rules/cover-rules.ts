import { setImmediate } from 'node:timers/promises';
import { compileRules } from '../../rules/compile.ts';
import { nodesOf } from '../../rules/needs.ts';
import { childrenOf } from '../../rules/node-facts.ts';
import type { Program, SpanPlan } from '../../rules/plan.ts';

import { printExpression } from '../../rules/print.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { StoredJudge } from '../../rules/stored/stored-judge.ts';
import type { ReadingFilter, ReadingRow } from '../../storage/readings.ts';
import type { StoredRules } from './run-rule.ts';
import { storedReading } from './stored-reading.ts';

export interface CoverageReport {
  readonly conversations: number;
  readonly rules: readonly RuleCoverage[];
}

export interface RuleCoverage {
  readonly rule: string;
  readonly alternatives: number;
  /** Parts of which no stored conversation holds anything: dead words, or ones still to be heard. */
  readonly never: readonly string[];
}

const judgedAtOnce = 250;

/** Which words, alternatives and branches of the workspace's rules were never found in what is stored. */
export async function coverRules(
  set: RuleSet,
  filter: ReadingFilter,
  { readings, dictionary }: Pick<StoredRules, 'readings' | 'dictionary'>,
): Promise<CoverageReport> {
  const program = compileRules(
    set.rules.map(({ rule }) => rule),
    { ...set, separateAlternatives: true },
  );
  const judge = new StoredJudge(program, { dictionary });
  const open = new Set(program.rules.flatMap((rule) => nodesOf(rule, program)));
  let conversations = 0;
  const note = () => {
    for (const node of open) if (judge.engine.matcher.found(node)) open.delete(node);
  };
  for await (const rows of readings.scan(filter)) {
    const unread: ReadingRow[] = [];
    for (const [index, row] of rows.entries()) {
      if (judge.judge(storedReading(row)) === null) unread.push(row);
      else note();
      if (index % judgedAtOnce === judgedAtOnce - 1) await setImmediate();
    }
    const texts = unread.length === 0 ? new Map<string, readonly string[]>() : await readings.texts(unread.map(({ id }) => id));
    for (const row of unread) {
      judge.judgeText(storedReading(row), texts.get(row.id) ?? []);
      note();
    }
    conversations += rows.length;
  }
  return { conversations, rules: program.rules.map((rule) => coverageOf(rule.rule.id, nodesOf(rule, program), { program, open })) };
}

/** The smallest parts say most: a part is left out where one inside it was never found either. */
function coverageOf(
  rule: string,
  nodes: readonly number[],
  { program, open }: { program: Program; open: ReadonlySet<number> },
): RuleCoverage {
  const own = nodes.flatMap((id) => program.nodes[id] ?? []);
  const never = own.filter((node) => open.has(node.id) && !childrenOf(node).some((child) => open.has(child)));
  return { rule, alternatives: own.length, never: [...new Set(never.map((node) => nameOf(node, program)))] };
}

function nameOf(node: SpanPlan, program: Program): string {
  const leaf = node.op === 'leaf' ? program.leaves[node.leaf] : undefined;
  if (leaf?.kind !== 'literal') return printExpression(node.source);
  const words = leaf.patterns.map((pattern) => `"${pattern.join(' ')}"`).join(' | ');
  return node.speaker === null ? words : `${node.speaker.role}: ${words}`;
}
