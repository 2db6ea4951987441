import { type Role, roles } from '../domain/vocabulary.ts';
import { childrenOf } from './node-facts.ts';
import type { SpanPlan, Speaker } from './plan.ts';

/**
 * What must be given before finding nothing means that it was not said, as bits: one per role that surely spoke (in the order
 * of `roles`), and these. Where everything a node asks for is given, its emptiness is a plain miss and needs no reasons.
 */
export const footing = {
  /** There are words, and they may be judged. */
  words: 1 << roles.length,
  /** Every window has its place on the clock; nothing is paused, nothing masked. */
  clock: 1 << (roles.length + 1),
  /** Never given: the reasons must be worked out. */
  unsure: 1 << (roles.length + 2),
} as const;

export function roleBit(role: Role): number {
  return 1 << roles.indexOf(role);
}

/** What each node asks for. */
export function footings(nodes: readonly SpanPlan[]): Int32Array {
  const asked = new Int32Array(nodes.length);
  for (const node of nodes) {
    let bits = ownFooting(node);
    for (const child of childrenOf(node)) bits |= asked[child] ?? footing.unsure;
    asked[node.id] = bits;
  }
  return asked;
}

function ownFooting(node: SpanPlan): number {
  switch (node.op) {
    case 'leaf':
    case 'like':
      return footing.words | speakerFooting(node.speaker);
    case 'turn':
      return node.measure === 'words' ? footing.words | speakerFooting(node.speaker) : footing.unsure;
    case 'event':
      return footing.unsure;
    case 'window':
      return node.window.kind === 'words' || node.window.kind === 'turns' ? 0 : footing.clock;
    case 'limit':
      return footing.clock;
    case 'relative':
      return node.withinMs === null ? 0 : footing.clock;
    default:
      return 0;
  }
}

function speakerFooting(speaker: Speaker): number {
  if (speaker === null) return 0;
  return speaker.nth === null ? roleBit(speaker.role) : footing.unsure;
}
