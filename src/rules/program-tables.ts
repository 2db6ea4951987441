import type { Automaton } from './automaton.ts';
import { footings, roleBit } from './footing.ts';
import { childrenOf } from './node-facts.ts';
import type { CompiledRule, Leaf, SpanPlan, Speaker, TruthPlan } from './plan.ts';
import { and, met, not, or, type Truth } from './truth.ts';

/** Kinds of a truth in the tables; everything else is judged from its plan. */
export const truthOp = { other: 0, spans: 1, and: 2, or: 3, unless: 4, not: 5, rule: 6, count: 7 } as const;

/** Whose words a leaf node takes: every speaker's, or a role's by its bit; above them which participant of the role, 0 for all. */
export const anyone = 1 << 16;
export const nthShift = 17;

/**
 * A program's rules as flat arrays: what a scan over history reads for each hit and each rule it touches. Lists of lists are
 * stored one after the other: those of `i` lie from `first[i]` to `first[i + 1]`.
 */
export interface ProgramTables {
  /** What ends with a word, in threes: leaf node, words of the phrase, who is heard. Lists are those of the automaton's outputs, then one per leaf for words that are tested. */
  readonly firstHit: Int32Array;
  readonly hits: Int32Array;
  /** List of the first leaf. */
  readonly firstTested: number;
  /** Rules to evaluate when a leaf node has its first hit. */
  readonly firstRule: Int32Array;
  readonly rulesOfNode: Int32Array;
  /** Beside each of these: the truth that the hit alone decides (any phrase of an alternative), or `undecided`. */
  readonly decided: Uint8Array;
  readonly alwaysRules: Int32Array;
  /** Per node: what it needs of its operands, see `nodeKind`, and these. */
  readonly kinds: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Per node: what must be given before its emptiness is a plain miss. */
  readonly footing: Int32Array;
  /** Truths: kind, operands (truths, a node or a rule), plan. */
  readonly truthOps: Uint8Array;
  readonly truthLeft: Int32Array;
  readonly truthRight: Int32Array;
  readonly truthPlans: readonly TruthPlan[];
  /** Per rule: its body's truth, and 1 where nothing but the body decides it. */
  readonly body: Int32Array;
  readonly isPlain: Uint8Array;
}

export function tablesOf(program: {
  readonly rules: readonly CompiledRule[];
  readonly nodes: readonly SpanPlan[];
  readonly leaves: readonly Leaf[];
  readonly automaton: Automaton;
}): ProgramTables {
  const { rules, nodes } = program;
  const byNode: number[][] = nodes.map(() => []);
  for (const rule of rules) for (const node of rule.triggers ?? []) byNode[node]?.push(rule.index);
  const [firstRule, rulesOfNode] = flattened(byNode);
  const decided = byNode.flatMap((indexes, node) => indexes.map((index) => decidedByHit(rules[index], node, nodes)));
  return {
    ...hitTables(program),
    firstRule,
    rulesOfNode,
    decided: Uint8Array.from(decided),
    alwaysRules: Int32Array.from(rules.filter((rule) => rule.triggers === null).map((rule) => rule.index)),
    kinds: Uint8Array.from(nodes, kindOf),
    left: Int32Array.from(nodes, (node) => childrenOf(node)[0] ?? 0),
    right: Int32Array.from(nodes, (node) => childrenOf(node)[1] ?? 0),
    footing: footings(nodes),
    ...truthTables(rules),
  };
}

/** Nodes that are empty where an operand is: mostly that is all there is to know of them, and it is asked of flat tables. */
export const nodeKind = { other: 0, leaf: 1, either: 2, needsBoth: 3, needsLeft: 4 } as const;

function kindOf({ op }: SpanPlan): number {
  switch (op) {
    case 'leaf':
      return nodeKind.leaf;
    case 'either':
      return nodeKind.either;
    case 'adjacent':
    case 'near':
    case 'same':
    case 'sequence':
      return nodeKind.needsBoth;
    case 'event':
    case 'turn':
    case 'like':
      return nodeKind.other;
    default:
      return nodeKind.needsLeft;
  }
}

export const undecided = 255;

/** What a rule comes to as soon as one leaf node is hit, whatever else is said; most rules that are touched need no more. */
function decidedByHit(rule: CompiledRule | undefined, hit: number, nodes: readonly SpanPlan[]): Truth {
  if (rule === undefined || !isPlain(rule)) return undecided;
  const holds = (id: number): boolean => {
    const node = nodes[id];
    return id === hit || (node?.op === 'either' && node.options.some(holds));
  };
  const decide = (plan: TruthPlan): Truth => {
    switch (plan.op) {
      case 'spans':
        return holds(plan.node) ? met : undecided;
      case 'or':
        return or(decide(plan.left), decide(plan.right));
      case 'and':
        return and(decide(plan.left), decide(plan.right));
      case 'unless':
        return and(decide(plan.left), not(decide(plan.right)));
      case 'not':
        return not(decide(plan.operand));
      default:
        return undecided;
    }
  };
  return decide(rule.body);
}

/** Nothing but its body decides it. */
function isPlain({ applies, rule, needs }: CompiledRule): boolean {
  return applies === null && rule.languages === null && !needs.fullWindow && needs.asr === null;
}

type HitTables = Pick<ProgramTables, 'firstHit' | 'hits' | 'firstTested'>;

function hitTables({ nodes, leaves, automaton }: Parameters<typeof tablesOf>[0]): HitTables {
  const byLeaf: number[][] = leaves.map(() => []);
  for (const node of nodes) if (node.op === 'leaf') byLeaf[node.leaf]?.push(node.id);
  const { firstOutput, outputs } = automaton;
  const hitsOf = (leaf: number, words: number): number[] =>
    (byLeaf[leaf] ?? []).flatMap((node) => [node, words, heardBy(nodes[node]?.speaker ?? null)]);
  const lists: number[][] = [];
  for (let list = 0; list + 1 < firstOutput.length; list++) {
    const hits: number[] = [];
    for (let at = firstOutput[list] ?? 0; at < (firstOutput[list + 1] ?? 0); at += 2)
      hits.push(...hitsOf(outputs[at] ?? 0, outputs[at + 1] ?? 1));
    lists.push(hits);
  }
  const firstTested = lists.length;
  for (const [leaf, content] of leaves.entries()) lists.push(content.kind === 'tested' ? hitsOf(leaf, 1) : []);
  const [firstHit, hits] = flattened(lists);
  return { firstHit, hits, firstTested };
}

function heardBy(speaker: Speaker): number {
  return speaker === null ? anyone : roleBit(speaker.role) | ((speaker.nth ?? 0) << nthShift);
}

function flattened(lists: readonly (readonly number[])[]): [first: Int32Array, all: Int32Array] {
  const first = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) first[index + 1] = (first[index] ?? 0) + list.length;
  return [first, Int32Array.from(lists.flat())];
}

type TruthTables = Pick<ProgramTables, 'truthOps' | 'truthLeft' | 'truthRight' | 'truthPlans' | 'body' | 'isPlain'>;

function truthTables(rules: readonly CompiledRule[]): TruthTables {
  const ops: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const plans: TruthPlan[] = [];
  const add = (plan: TruthPlan): number => {
    const index = plans.push(plan) - 1;
    ops[index] = plan.op in truthOp ? truthOp[plan.op as keyof typeof truthOp] : truthOp.other;
    left[index] = 0;
    right[index] = 0;
    if (plan.op === 'spans' || plan.op === 'count') left[index] = plan.node;
    else if (plan.op === 'rule') left[index] = plan.rule;
    else if (plan.op === 'not') left[index] = add(plan.operand);
    else if (plan.op === 'and' || plan.op === 'or' || plan.op === 'unless') {
      left[index] = add(plan.left);
      right[index] = add(plan.right);
    }
    return index;
  };
  const body = Int32Array.from(rules, (rule) => add(rule.body));
  return {
    truthOps: Uint8Array.from(ops),
    truthLeft: Int32Array.from(left),
    truthRight: Int32Array.from(right),
    truthPlans: plans,
    body,
    isPlain: Uint8Array.from(rules, (rule) => (isPlain(rule) ? 1 : 0)),
  };
}
