import { type Match, minimalMatches } from './findings.ts';
import { LiveEvidence } from './live-evidence.ts';
import { type LiveField, LiveNode } from './live-nodes.ts';
import type { LiveSpan } from './live-span.ts';
import type { SpanPlan } from './plan.ts';
import type { StreamProgram } from './stream-program.ts';

const noSpans: readonly LiveSpan[] = [];

/** A program's operators on one live conversation: what each keeps, what it has found, and which have something new to look at. */
export class LiveOperators {
  readonly #shared: StreamProgram;
  readonly #field: LiveField;
  readonly #onFound: (node: number, spans: readonly LiveSpan[]) => void;
  readonly #nodes = new Map<number, LiveNode>();
  readonly #inbox = new Map<number, { left: LiveSpan[]; right: LiveSpan[] }>();
  readonly #queue = new Set<number>();
  /** Nodes that hold spans back until something else is certain: they look again at every step. */
  readonly #waiting = new Set<number>();
  /** 1 per node that has found something. */
  readonly #found: Uint8Array;
  /** Spans of the nodes that conditions ask for: the evidence of findings. */
  readonly #evidence = new LiveEvidence();

  constructor(shared: StreamProgram, field: LiveField, onFound: (node: number, spans: readonly LiveSpan[]) => void) {
    this.#shared = shared;
    this.#found = new Uint8Array(shared.program.nodes.length);
    this.#field = field;
    this.#onFound = onFound;
  }

  /** Spans kept to go on, evidence left out. */
  get size(): number {
    let kept = 0;
    for (const node of this.#nodes.values()) kept += node.size;
    return kept;
  }

  node(id: number): LiveNode | undefined {
    return this.#nodes.get(id);
  }

  found(node: number): boolean {
    return this.#found[node] === 1;
  }

  matches(node: number): Match[] {
    return minimalMatches(this.#evidence.of(node));
  }

  emit(node: number, spans: readonly LiveSpan[]): void {
    if (spans.length === 0) return;
    this.#found[node] = 1;
    if ((this.#shared.rulesByNode[node]?.length ?? 0) > 0) {
      if (this.#shared.quoted[node] === 1) this.#evidence.add(node, spans);
      this.#onFound(node, spans);
    }
    for (const { node: parent, side } of this.#shared.parents[node] ?? []) {
      let box = this.#inbox.get(parent);
      if (box === undefined) {
        box = { left: [], right: [] };
        this.#inbox.set(parent, box);
      }
      box[side].push(...spans);
      this.#queue.add(parent);
    }
  }

  /** At the end every operator looks once more. */
  lookAgain(): void {
    for (const id of this.#nodes.keys()) this.#queue.add(id);
  }

  /** From the leaves up: a node stands behind its operands. */
  settle(): void {
    for (const id of this.#waiting) this.#queue.add(id);
    while (this.#queue.size > 0) {
      const id = least(this.#queue);
      this.#queue.delete(id);
      const plan = this.#shared.program.nodes[id];
      if (plan !== undefined) this.#step(plan);
    }
    this.#evidence.endStep();
  }

  #step(plan: SpanPlan): void {
    const box = this.#inbox.get(plan.id);
    if (box !== undefined) this.#inbox.delete(plan.id);
    let node = this.#nodes.get(plan.id);
    if (node === undefined) {
      node = new LiveNode(plan);
      this.#nodes.set(plan.id, node);
    }
    const spans = node.step(box?.left ?? noSpans, box?.right ?? noSpans, this.#field);
    // What keeps nothing is as good as new.
    if (node.size === 0) this.#nodes.delete(plan.id);
    if (node.isWaiting) this.#waiting.add(plan.id);
    else this.#waiting.delete(plan.id);
    this.emit(plan.id, spans);
  }

  /** When the next span that is held for `before … within` is out of time, at `from` or later. */
  expiries(): readonly number[] {
    const moments: number[] = [];
    for (const id of this.#waiting) {
      const node = this.#nodes.get(id);
      if (node?.plan.op !== 'relative' || node.plan.direction !== 'before' || node.plan.withinMs === null) continue;
      for (const span of node.held) moments.push(span.last.endMs + node.plan.withinMs);
    }
    return moments;
  }
}

function least(ids: ReadonlySet<number>): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const id of ids) if (id < smallest) smallest = id;
  return smallest;
}
