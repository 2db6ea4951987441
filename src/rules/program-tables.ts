import type { Automaton } from './automaton.ts';
import { footings, roleBit } from './footing.ts';
import type { CompiledRule, Leaf, SpanPlan, Speaker, TruthPlan } from './plan.ts';

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
  /** Four numbers per state of the automaton, see there: edges, fail, resume, and where its hits begin in `hits`. */
  readonly states: Int32Array;
  /** What ends with a state or a tested word, in threes: leaf node, words of the phrase, who is heard; -1 after the last. */
  readonly hits: Int32Array;
  /** Where the hits of a tested leaf begin. */
  readonly testedHits: Int32Array;
  /** Rules to evaluate when a leaf node has its first hit. */
  readonly firstRule: Int32Array;
  readonly rulesOfNode: Int32Array;
  readonly alwaysRules: Int32Array;
  /** Per node: 1 for leaves; and what must be given before its emptiness is a plain miss. */
  readonly isLeaf: Uint8Array;
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
  return {
    ...hitTables(program),
    firstRule,
    rulesOfNode,
    alwaysRules: Int32Array.from(rules.filter((rule) => rule.triggers === null).map((rule) => rule.index)),
    isLeaf: Uint8Array.from(nodes, (node) => (node.op === 'leaf' ? 1 : 0)),
    footing: footings(nodes),
    ...truthTables(rules),
  };
}

type HitTables = Pick<ProgramTables, 'states' | 'hits' | 'testedHits'>;

function hitTables({ nodes, leaves, automaton }: Parameters<typeof tablesOf>[0]): HitTables {
  const byLeaf: number[][] = leaves.map(() => []);
  for (const node of nodes) if (node.op === 'leaf') byLeaf[node.leaf]?.push(node.id);
  // Place 0 says that there are none.
  const hits: number[] = [-1];
  const place = (leaf: number, words: number): void => {
    for (const node of byLeaf[leaf] ?? []) hits.push(node, words, heardBy(nodes[node]?.speaker ?? null));
  };
  const { fail, edges, resume, firstOutput, outputs } = automaton;
  const states = new Int32Array(automaton.states * 4);
  for (let state = 0; state < automaton.states; state++) {
    const from = firstOutput[state] ?? 0;
    const to = firstOutput[state + 1] ?? 0;
    states.set([edges[state] ?? 0, fail[state] ?? 0, resume[state] ?? 0, from === to ? 0 : hits.length], state * 4);
    for (let at = from; at < to; at += 2) place(outputs[at] ?? 0, outputs[at + 1] ?? 1);
    if (from !== to) hits.push(-1);
  }
  const testedHits = Int32Array.from(leaves, (leaf, index) => {
    if (leaf.kind !== 'tested') return 0;
    const first = hits.length;
    place(index, 1);
    hits.push(-1);
    return first;
  });
  return { states, hits: Int32Array.from(hits), testedHits };
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
    isPlain: Uint8Array.from(rules, ({ applies, rule }) =>
      applies === null && rule.languages === null && !rule.needs.fullWindow && rule.needs.asr === null ? 1 : 0,
    ),
  };
}
