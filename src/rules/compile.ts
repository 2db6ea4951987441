import { AppError } from '../domain/errors.ts';
import { contentHash } from '../domain/ids.ts';
import { type Automaton, buildAutomaton, type LiteralPattern } from './automaton.ts';
import { type Likeness, lexicalLikeness } from './likeness.ts';
import type { CompiledRule, Leaf, Program, TruthPlan } from './plan.ts';
import { PlanBuilder } from './plan-builder.ts';
import { tablesOf } from './program-tables.ts';
import type { Lists, Rule } from './rule.ts';
import { type Expression, operandsOf } from './syntax.ts';

export interface CompileOptions {
  /** Lists of the workspace. */
  readonly lists?: Lists;
  /** By words alone when none is given. */
  readonly likeness?: Likeness;
  /** Keep each alternative of a phrase list apart, for coverage. Slower. */
  readonly separateAlternatives?: boolean;
}

/** All rules of a workspace as one program: one vocabulary, one automaton, shared subexpressions. Rules must have passed `checkRules`. */
export function compileRules(rules: readonly Rule[], options: CompileOptions = {}): Program {
  const ordered = inDependencyOrder(rules);
  const indexes = new Map(ordered.map((rule, index) => [rule.id, index]));
  const builder = new PlanBuilder({
    lists: options.lists ?? {},
    ruleIndexes: indexes,
    separateAlternatives: options.separateAlternatives ?? false,
  });
  const likeness = options.likeness ?? lexicalLikeness;
  const compiled: CompiledRule[] = [];
  for (const [index, rule] of ordered.entries())
    compiled.push(compileRule(rule, { index, builder, done: compiled, lists: options.lists ?? {}, likeness }));
  const { automaton, literalSymbols } = literals(builder.leaves);
  return {
    rules: compiled,
    byId: new Map(compiled.map((rule) => [rule.rule.id, rule])),
    nodes: builder.nodes,
    leaves: builder.leaves,
    automaton,
    literalSymbols,
    tested: [...builder.leaves.keys()].filter((leaf) => builder.leaves[leaf]?.kind === 'tested'),
    tables: tablesOf({ rules: compiled, nodes: builder.nodes, leaves: builder.leaves, automaton }),
    likeness,
    uses: {
      events: builder.nodes.some((node) => node.op === 'event'),
      sentences: builder.nodes.some((node) => node.op === 'like' || (node.op === 'same' && node.unit === 'sentence')),
      like: builder.nodes.some((node) => node.op === 'like'),
      history: ordered.some((rule) => expressionsOf(rule).some((expression) => mentions(expression, ['contacts', 'prior']))),
    },
  };
}

interface RuleContext {
  readonly index: number;
  readonly builder: PlanBuilder;
  readonly done: readonly CompiledRule[];
  readonly lists: Lists;
  readonly likeness: Likeness;
}

function compileRule(rule: Rule, context: RuleContext): CompiledRule {
  const { builder } = context;
  builder.enter(rule);
  const applies = rule.applies === null ? null : builder.truth(rule.applies);
  const body = compileBody(rule, builder);
  const special = rule.languages !== null || rule.needs.fullWindow || rule.needs.asr !== null || rule.scope === 'leg';
  const parts = applies === null ? [body] : [applies, body];
  return {
    index: context.index,
    rule,
    hash: ruleHash(rule, context),
    applies,
    body,
    triggers: special ? null : union(parts.map((part) => truthTriggers(part, context))),
    needs: rule.needs,
  };
}

function compileBody(rule: Rule, builder: PlanBuilder): TruthPlan {
  if (rule.body.kind === 'expression') return builder.truth(rule.body.expression);
  const { terms, comparator, threshold } = rule.body;
  const [first] = terms;
  if (first === undefined) throw new AppError('bad-workspace', `rule ${rule.id} has a score without terms`);
  return {
    op: 'score',
    source: first.when,
    terms: terms.map((term) => ({ weight: term.weight, when: builder.truth(term.when) })),
    comparator,
    value: threshold,
  };
}

/** Leaf nodes that can move the rule's outcome away from what the conversation's profile alone gives; null: anything can. */
function truthTriggers(truth: TruthPlan, context: RuleContext): readonly number[] | null {
  const nodeTriggers = (id: number): readonly number[] | null => context.builder.nodes[id]?.triggers ?? null;
  switch (truth.op) {
    case 'spans':
    case 'count':
      return nodeTriggers(truth.node);
    case 'distinct':
      return union(truth.nodes.map(nodeTriggers));
    case 'rule':
      return context.done[truth.rule]?.triggers ?? null;
    case 'and':
    case 'or':
    case 'unless':
      return union([truthTriggers(truth.left, context), truthTriggers(truth.right, context)]);
    case 'not':
      return truthTriggers(truth.operand, context);
    case 'score':
      return union(truth.terms.map((term) => truthTriggers(term.when, context)));
    case 'metric':
    case 'member':
      return truth.path === 'channel' || truth.path === 'direction' ? [] : null;
    default:
      return null;
  }
}

function union(sets: readonly (readonly number[] | null)[]): readonly number[] | null {
  const all = new Set<number>();
  for (const set of sets) {
    if (set === null) return null;
    for (const leaf of set) all.add(leaf);
  }
  return [...all];
}

function literals(leaves: readonly Leaf[]): { automaton: Automaton; literalSymbols: Map<string, number> } {
  const literalSymbols = new Map<string, number>();
  const symbolOf = (word: string): number => {
    const known = literalSymbols.get(word);
    if (known !== undefined) return known;
    literalSymbols.set(word, literalSymbols.size + 1);
    return literalSymbols.size;
  };
  const patterns: LiteralPattern[] = [];
  for (const [leaf, content] of leaves.entries()) {
    if (content.kind !== 'literal') continue;
    for (const words of content.patterns) patterns.push({ leaf, symbols: words.map(symbolOf) });
  }
  return { automaton: buildAutomaton(patterns, literalSymbols.size + 1), literalSymbols };
}

/** The rule's content with everything it leans on, what judges meaning included: positions in the file and other rules' changes do not touch it unless used. */
function ruleHash(rule: Rule, context: RuleContext): string {
  const used = expressionsOf(rule).flatMap((expression) => [...walk(expression)]);
  const lists = used.flatMap((expression) =>
    expression.kind === 'list' ? [[expression.name, rule.lists[expression.name] ?? context.lists[expression.name] ?? []]] : [],
  );
  const rules = used.flatMap((expression) =>
    expression.kind === 'rule' ? [context.done.find((done) => done.rule.id === expression.id)?.hash ?? ''] : [],
  );
  const meaning = used.some(({ kind }) => kind === 'like') ? { likeness: context.likeness.version } : {};
  const content = { ...rule, ...meaning, applies: bare(rule.applies), body: bare(rule.body), lists, rules };
  return contentHash(content).slice(0, 16);
}

function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'from' || key === 'to' || key === 'textFrom' ? undefined : inner)),
  );
}

export function expressionsOf(rule: Rule): readonly Expression[] {
  const body = rule.body.kind === 'expression' ? [rule.body.expression] : rule.body.terms.map((term) => term.when);
  return rule.applies === null ? body : [rule.applies, ...body];
}

/** An expression and everything inside it, outside first. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression;
  for (const operand of operandsOf(expression)) yield* walk(operand);
}

function mentions(expression: Expression, kinds: readonly string[]): boolean {
  return [...walk(expression)].some((inner) => kinds.includes(inner.kind));
}

/** Rules after those they refer to; a cycle is an error (the checker names its place). */
function inDependencyOrder(rules: readonly Rule[]): Rule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: Rule[] = [];
  const visit = (rule: Rule): void => {
    if (done.has(rule.id)) return;
    if (open.has(rule.id)) throw new AppError('bad-workspace', `rule ${rule.id} refers to itself`);
    open.add(rule.id);
    for (const id of referencedRules(rule)) {
      const other = byId.get(id);
      if (other !== undefined) visit(other);
    }
    open.delete(rule.id);
    done.add(rule.id);
    ordered.push(rule);
  };
  for (const rule of rules) visit(rule);
  return ordered;
}

export function referencedRules(rule: Rule): string[] {
  return expressionsOf(rule)
    .flatMap((expression) => [...walk(expression)])
    .flatMap((expression) => (expression.kind === 'rule' ? [expression.id] : []));
}
