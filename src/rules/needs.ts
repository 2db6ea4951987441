import type { Ground } from './ground.ts';
import { childrenOf } from './node-facts.ts';
import type { CompiledRule, Program, TruthPlan } from './plan.ts';
import type { Window } from './syntax.ts';
import { missed, type Truth, unknownFor } from './truth.ts';
import { windowBounds } from './windows.ts';

/** A miss on a call too short or too badly heard is no miss where the rule says so. */
export function missedDespiteNeeds(rule: CompiledRule, ground: Ground, meanConfidence: () => number): Truth {
  const { fullWindow, asr } = rule.needs;
  if (fullWindow && !windowsOf(rule, ground.program).every((window) => hasRunFully(window, ground))) return unknownFor('too-short');
  if (asr !== null && meanConfidence() < asr) return unknownFor('low-confidence');
  return missed;
}

function hasRunFully(window: Window, ground: Ground): boolean {
  const counted = window.kind === 'between' || (window.kind === 'time' && window.edge === 'first');
  const bounds = counted ? windowBounds(window, ground.clock) : null;
  return bounds === null || !(ground.clock.endMs < bounds.toMs);
}

/** Every window a rule looks into, in the order of its nodes. */
export function windowsOf(rule: CompiledRule, program: Program): Window[] {
  return nodesOf(rule, program).flatMap((id) => {
    const node = program.nodes[id];
    return node?.op === 'window' ? [node.window] : [];
  });
}

/** Every node below a rule, its conditions included. */
export function nodesOf(rule: CompiledRule, program: Program): number[] {
  const found = new Set<number>();
  const visit = (id: number): void => {
    const node = program.nodes[id];
    if (node === undefined || found.has(id)) return;
    found.add(id);
    for (const child of childrenOf(node)) visit(child);
  };
  for (const plan of rule.applies === null ? [rule.body] : [rule.applies, rule.body]) {
    for (const operand of truthsOf(plan)) for (const node of operandNodes(operand)) visit(node);
  }
  return [...found].sort((a, b) => a - b);
}

/** A truth plan and every plan inside it. */
export function* truthsOf(plan: TruthPlan): Generator<TruthPlan> {
  yield plan;
  if (plan.op === 'not') yield* truthsOf(plan.operand);
  else if (plan.op === 'score') for (const term of plan.terms) yield* truthsOf(term.when);
  else if ('left' in plan) {
    yield* truthsOf(plan.left);
    yield* truthsOf(plan.right);
  }
}

/** Nodes whose spans a plan asks for directly. */
export function operandNodes(plan: TruthPlan): readonly number[] {
  if (plan.op === 'spans' || plan.op === 'count') return [plan.node];
  return plan.op === 'distinct' ? plan.nodes : [];
}
