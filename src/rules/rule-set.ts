import type { Finding } from '../domain/finding.ts';
import { checkExpression, type Names } from './check.ts';
import { checkRunning } from './check-running.ts';
import { compileRules, expressionsOf, referencedRules } from './compile.ts';
import { readConversation } from './conversation-text.ts';
import { findingsOf, RuleEngine } from './evaluate.ts';
import { type Likeness, lexicalLikeness } from './likeness.ts';
import type { Program } from './plan.ts';
import type { Lists } from './rule.ts';
import { type FileProblem, type LocatedRule, type RuleTest, readListFile, readRuleFile } from './rule-file.ts';

/** The rules of a workspace, checked together. */
export interface RuleSet {
  readonly rules: readonly LocatedRule[];
  readonly lists: Lists;
  /** What its `like` asks. */
  readonly likeness: Likeness;
  readonly problems: readonly FileProblem[];
}

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

export interface RuleSources {
  readonly rules: readonly NamedText[];
  readonly lists?: readonly NamedText[];
  readonly attributes?: ReadonlySet<string>;
  readonly measures?: ReadonlySet<string>;
}

/** Reads and checks all rule and list files; what has errors is reported and left out. `readFile` may remember files that it has read. */
export function readRuleSet(sources: RuleSources, likeness: Likeness = lexicalLikeness, readFile = readRuleFile): RuleSet {
  const problems: FileProblem[] = [];
  const lists: Record<string, readonly string[]> = {};
  for (const { text, file } of sources.lists ?? []) {
    const read = readListFile(text, file);
    Object.assign(lists, read.lists);
    problems.push(...read.problems);
  }
  const located: LocatedRule[] = [];
  for (const { text, file } of sources.rules) {
    const read = readFile(text, file);
    located.push(...read.rules);
    problems.push(...read.problems);
  }
  const names: Names = { rules: new Set(located.map(({ rule }) => rule.id)), lists, ...pick(sources) };
  const sound = located.filter((rule, index) => {
    const own = [...problemsOf(rule, names), ...duplicateId(rule, located.slice(0, index)), ...cycleOf(rule, located)];
    problems.push(...own);
    return own.every((problem) => problem.severity === 'warning');
  });
  return { rules: withKnownReferences(sound), lists, likeness, problems };
}

function pick(sources: RuleSources): Partial<Names> {
  return { ...(sources.attributes ? { attributes: sources.attributes } : {}), ...(sources.measures ? { measures: sources.measures } : {}) };
}

/** Rules that refer to a rule with errors cannot run either. */
function withKnownReferences(rules: readonly LocatedRule[]): LocatedRule[] {
  const ids = new Set(rules.map(({ rule }) => rule.id));
  const kept = rules.filter(({ rule }) => referencedRules(rule).every((id) => ids.has(id)));
  return kept.length === rules.length ? kept : withKnownReferences(kept);
}

function problemsOf(located: LocatedRule, names: Names): FileProblem[] {
  const { rule, file, place } = located;
  const found = expressionsOf(rule).flatMap((expression) =>
    checkExpression(expression, rule, names).map((problem) => ({ expression, problem })),
  );
  return [...found, ...checkRunning(rule)].map(({ expression, problem }) => {
    const { from, severity, message, suggestion } = problem;
    return { file, ...place(expression, from), severity, message, ...(suggestion === undefined ? {} : { suggestion }) };
  });
}

function duplicateId(located: LocatedRule, before: readonly LocatedRule[]): FileProblem[] {
  const first = before.find(({ rule }) => rule.id === located.rule.id);
  if (first === undefined) return [];
  return [
    {
      file: located.file,
      line: located.line,
      column: 1,
      severity: 'error',
      message: `the id ${located.rule.id} is taken by ${first.file}:${first.line}`,
    },
  ];
}

function cycleOf(located: LocatedRule, all: readonly LocatedRule[]): FileProblem[] {
  const byId = new Map(all.map(({ rule }) => [rule.id, rule]));
  const path: string[] = [];
  const reaches = (id: string): boolean => {
    if (path.includes(id)) return false;
    path.push(id);
    const rule = byId.get(id);
    return rule !== undefined && referencedRules(rule).some((next) => next === located.rule.id || reaches(next));
  };
  if (!reaches(located.rule.id)) return [];
  return [
    {
      file: located.file,
      line: located.line,
      column: 1,
      severity: 'error',
      message: `rule ${located.rule.id} refers to itself through ${path.join(' → ')}`,
    },
  ];
}

export function programOf(set: RuleSet): Program {
  return compileRules(
    set.rules.map(({ rule }) => rule),
    set,
  );
}

export interface TestResult {
  readonly rule: string;
  readonly test: RuleTest;
  readonly file: string;
  readonly passed: boolean;
  /** What came out, as `expect` writes it. */
  readonly actual: string;
}

/** Runs every test of every rule, on the engine that runs history and live. */
export function runRuleTests(set: RuleSet): TestResult[] {
  const engine = new RuleEngine(programOf(set));
  return set.rules.flatMap(({ rule, tests, file }) =>
    tests.map((test) => {
      const actual = actualOf(engine, rule.id, test);
      const passed = actual === test.expect || (test.expect === 'not-assessable' && actual.startsWith('not-assessable'));
      return { rule: rule.id, test, file, passed, actual };
    }),
  );
}

function actualOf(engine: RuleEngine, rule: string, test: RuleTest): string {
  try {
    const conversation = readConversation(test.turns, test.given);
    const finding = findingsOf(engine, conversation).find((candidate) => candidate.rule === rule);
    return finding === undefined ? 'no finding' : outcomeOf(finding);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function outcomeOf(finding: Pick<Finding, 'verdict' | 'reason'>): string {
  return finding.reason === null ? finding.verdict : `${finding.verdict}(${finding.reason})`;
}
