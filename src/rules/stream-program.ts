import { stateAfter, step } from './automaton.ts';
import { nodesOf, operandNodes, truthsOf } from './needs.ts';
import { childrenOf } from './node-facts.ts';
import type { Leaf, Program, SpanPlan, TruthPlan } from './plan.ts';

/** What live sessions look up in a program, worked out once and shared by all of them. */
export interface StreamProgram {
  readonly program: Program;
  /** Nodes that take a leaf's hits. */
  readonly nodesByLeaf: readonly (readonly number[])[];
  readonly parents: readonly (readonly { readonly node: number; readonly side: 'left' | 'right' }[])[];
  /** Rules whose conditions ask a node directly; nodes with none are not kept as evidence. */
  readonly rulesByNode: readonly (readonly number[])[];
  /** 1 per node whose spans findings quote or conditions count: the others' are not kept. */
  readonly quoted: Uint8Array;
  /** 1 per node whose spans a rule counts. */
  readonly counted: Uint8Array;
  /** Rules that ask a rule. */
  readonly dependents: readonly (readonly number[])[];
  /** Rules with a window that closes by the clock, by its node. */
  readonly timedWindows: readonly { readonly node: number; readonly rules: readonly number[] }[];
  /** Windows that close by turns or words, each kind once, with the rules that look into one of the kind. */
  readonly ordinalWindows: readonly { readonly window: OrdinalWindow; readonly rules: readonly number[] }[];
  /** 1 per rule with a window that closes before the end: its absence can be decided early. */
  readonly closes: Uint8Array;
  /** Rules with a condition on facts, or on the language: they may be decided before a word is said. */
  readonly factRules: readonly number[];
  /** Some window is measured in words, or may be: shares are where there is no clock. */
  readonly countsWords: boolean;
  readonly eventNodes: readonly number[];
  readonly turnNodes: readonly number[];
  readonly likeNodes: readonly number[];
  /** Automaton states on the way to a leaf's phrases, their ends left out. */
  prefixStates(leaf: number): ReadonlySet<number>;
  /** Words of the longest literal phrase. */
  readonly longestPhrase: number;
}

export type OrdinalWindow = Extract<SpanPlan, { op: 'window' }>;

const known = new WeakMap<Program, StreamProgram>();

export function streamProgram(program: Program): StreamProgram {
  const cached = known.get(program);
  if (cached !== undefined) return cached;
  const made = build(program);
  known.set(program, made);
  return made;
}

function build(program: Program): StreamProgram {
  const { nodes, rules } = program;
  const parents: { node: number; side: 'left' | 'right' }[][] = nodes.map(() => []);
  const nodesByLeaf: number[][] = program.leaves.map(() => []);
  const rulesByNode: number[][] = nodes.map(() => []);
  const dependents: number[][] = rules.map(() => []);
  for (const node of nodes) {
    if (node.op === 'leaf') nodesByLeaf[node.leaf]?.push(node.id);
    const children = childrenOf(node);
    for (const [index, child] of children.entries())
      parents[child]?.push({ node: node.id, side: index === 1 && node.op !== 'either' ? 'right' : 'left' });
  }
  const counted = new Uint8Array(nodes.length);
  const quoted = new Uint8Array(nodes.length);
  const windows = new Map<number, number[]>();
  const ordinal = new Map<string, { readonly window: OrdinalWindow; readonly rules: Set<number> }>();
  const facts: number[] = [];
  for (const rule of rules) {
    for (const node of bearingNodes(rule.body)) quoted[node] = 1;
    const plans = [...(rule.applies === null ? [] : truthsOf(rule.applies)), ...truthsOf(rule.body)];
    for (const plan of plans) {
      for (const node of operandNodes(plan)) rulesByNode[node]?.push(rule.index);
      if (plan.op === 'count') {
        counted[plan.node] = 1;
        quoted[plan.node] = 1;
      }
      if (plan.op === 'rule') dependents[plan.rule]?.push(rule.index);
    }
    if (rule.rule.languages !== null || plans.some((plan) => ['metric', 'member', 'localtime', 'contacts', 'prior'].includes(plan.op)))
      facts.push(rule.index);
    for (const id of nodesOf(rule, program)) {
      const node = nodes[id];
      if (node?.op !== 'window') continue;
      if (node.window.kind === 'between' || (node.window.kind === 'time' && node.window.edge === 'first'))
        windows.set(id, [...(windows.get(id) ?? []), rule.index]);
      else if ((node.window.kind === 'turns' || node.window.kind === 'words') && node.window.edge === 'first') {
        const key = JSON.stringify([node.window, node.speaker]);
        const same = ordinal.get(key) ?? { window: node, rules: new Set() };
        ordinal.set(key, same);
        same.rules.add(rule.index);
      }
    }
  }
  const closing = new Set([...windows.values(), ...[...ordinal.values()].map(({ rules }) => [...rules])].flat());
  const prefixes = new Map<number, ReadonlySet<number>>();
  return {
    program,
    nodesByLeaf,
    parents,
    rulesByNode,
    counted,
    quoted,
    dependents,
    timedWindows: [...windows].map(([node, indexes]) => ({ node, rules: indexes })),
    ordinalWindows: [...ordinal.values()].map(({ window, rules }) => ({ window, rules: [...rules] })),
    closes: Uint8Array.from(rules, (rule) => (closing.has(rule.index) ? 1 : 0)),
    factRules: facts,
    countsWords: nodes.some((node) => node.op === 'window' && (node.window.kind === 'words' || node.window.kind === 'share')),
    eventNodes: nodes.filter((node) => node.op === 'event').map((node) => node.id),
    turnNodes: nodes.filter((node) => node.op === 'turn').map((node) => node.id),
    likeNodes: nodes.filter((node) => node.op === 'like').map((node) => node.id),
    longestPhrase: program.leaves.reduce((longest, leaf) => Math.max(longest, longestOf(leaf)), 1),
    prefixStates: (leaf) => {
      let states = prefixes.get(leaf);
      if (states === undefined) {
        states = prefixStatesOf(program, leaf);
        prefixes.set(leaf, states);
      }
      return states;
    },
  };
}

/** Nodes whose spans bear a plan that is met: see `findingOf`. */
function bearingNodes(plan: TruthPlan): readonly number[] {
  switch (plan.op) {
    case 'and':
    case 'or':
      return [...bearingNodes(plan.left), ...bearingNodes(plan.right)];
    case 'unless':
      return bearingNodes(plan.left);
    case 'score':
      return plan.terms.flatMap((term) => bearingNodes(term.when));
    default:
      return operandNodes(plan);
  }
}

function longestOf(leaf: Leaf): number {
  return leaf.kind === 'literal' ? leaf.patterns.reduce((longest, words) => Math.max(longest, words.length), 1) : 1;
}

function prefixStatesOf(program: Program, leaf: number): ReadonlySet<number> {
  const content = program.leaves[leaf];
  const states = new Set<number>();
  if (content?.kind !== 'literal') return states;
  for (const words of content.patterns) {
    let state = 0;
    for (const word of words.slice(0, -1)) {
      state = stateAfter(program.automaton, step(program.automaton, state, program.literalSymbols.get(word) ?? 0));
      states.add(state);
    }
  }
  return states;
}
