import type { Leaf, SpanPlan, SpanShape, Speaker } from './plan.ts';

/** What follows for a node from its shape and its operands. */
export function childrenOf(shape: SpanShape | SpanPlan): readonly number[] {
  if ('options' in shape) return shape.options;
  if ('left' in shape) return [shape.left, shape.right];
  if ('other' in shape) return [shape.child, shape.other];
  return 'child' in shape ? [shape.child] : [];
}

export function commonSpeaker(children: readonly SpanPlan[]): Speaker {
  const [first, ...rest] = children;
  const speaker = first?.speaker ?? null;
  return rest.every((child) => JSON.stringify(child.speaker) === JSON.stringify(speaker)) ? speaker : null;
}

/** True when no two leaves below have different speakers. */
function isUniform(node: SpanPlan, nodes: readonly SpanPlan[]): boolean {
  if (node.speaker !== null) return true;
  return childrenOf(node).every((id) => {
    const child = nodes[id];
    return child !== undefined && child.speaker === null && isUniform(child, nodes);
  });
}

/** True when spans can become known after their last word. */
export function isDelayed(shape: SpanShape, children: readonly SpanPlan[]): boolean {
  if (shape.op === 'turn' || shape.op === 'like' || shape.op === 'event') return true;
  if (shape.op === 'atTurn' && shape.edge === 'end') return true;
  if (shape.op === 'notNear' || shape.op === 'notIn') return true;
  if (shape.op === 'relative' && shape.direction === 'before') return true;
  if (shape.op === 'window' && (shape.window.kind === 'share' || ('edge' in shape.window && shape.window.edge === 'last'))) return true;
  return children.some((child) => child.delayed);
}

function merged(children: readonly SpanPlan[]): readonly number[] | null {
  if (children.some((child) => child.triggers === null)) return null;
  return [...new Set(children.flatMap((child) => child.triggers ?? []))];
}

interface TriggerContext {
  readonly id: number;
  readonly children: readonly SpanPlan[];
  readonly speaker: Speaker;
  readonly nodes: readonly SpanPlan[];
  readonly leaves: readonly Leaf[];
}

/**
 * The cheapest leaf nodes without a hit in one of which the node stays empty; null when it can hold without any. Where
 * speakers differ, all of them: which part is empty then decides between missed and not assessable.
 */
export function triggersOf(shape: SpanShape, context: TriggerContext): readonly number[] | null {
  const { children, speaker, nodes } = context;
  const [first, second] = children;
  switch (shape.op) {
    case 'leaf':
      return speaker?.nth == null ? [context.id] : null;
    case 'event':
    case 'turn':
    case 'like':
      return null;
    case 'either':
      return merged(children);
    case 'adjacent':
    case 'near':
    case 'same':
    case 'sequence':
    case 'relative': {
      if (first === undefined || second === undefined) return null;
      const oneSided = shape.op === 'relative' && (shape.negated || shape.first);
      if (oneSided) return first.triggers;
      const uniform =
        speaker !== null || (isUniform(first, nodes) && isUniform(second, nodes) && first.speaker === null && second.speaker === null);
      return uniform ? cheaper(first.triggers, second.triggers, context) : merged(children);
    }
    default:
      return first?.triggers ?? null;
  }
}

function cheaper(left: readonly number[] | null, right: readonly number[] | null, context: TriggerContext): readonly number[] | null {
  if (left === null || right === null) return left ?? right;
  return costOf(left, context) <= costOf(right, context) ? left : right;
}

/** Single words are common, long phrases rare: a guess that only decides which list is looked at first. */
function costOf(leafNodes: readonly number[], { nodes, leaves }: TriggerContext): number {
  let cost = 0;
  for (const id of leafNodes) {
    const node = nodes[id];
    const leaf = node?.op === 'leaf' ? leaves[node.leaf] : undefined;
    if (leaf?.kind === 'tested') cost += 100;
    else for (const words of leaf?.patterns ?? []) cost += words.length === 1 ? 100 : words.length === 2 ? 10 : 1;
  }
  return cost;
}
