import { type LowMark, never } from './live-nodes.ts';
import type { LiveOperators } from './live-operators.ts';
import { type LiveSpan, startOf } from './live-span.ts';
import { allows, isSpeaker, type LiveVoices } from './live-voices.ts';
import { childrenOf } from './node-facts.ts';
import type { SpanPlan } from './plan.ts';
import type { StreamProgram } from './stream-program.ts';
import { isBroken, partialStart } from './stream-words.ts';
import { windowBounds } from './windows.ts';

/** What low marks are worked out from. */
export interface LowGround {
  readonly ended: boolean;
  readonly nowMs: number;
  readonly clock: { readonly zeroMs: number; readonly recordingMs: number; readonly endMs: number };
  readonly voices: LiveVoices;
  readonly operators: LiveOperators;
  /** To let operators forget what nothing to come can reach. */
  prune(node: number): void;
}

type Pair = Extract<SpanPlan, { op: 'adjacent' | 'near' | 'same' | 'sequence' }>;
type WindowNode = Extract<SpanPlan, { op: 'window' }>;

/** Low-water marks: spans of a node that are still to come start at its mark or later. */
export class LowMarks {
  readonly #shared: StreamProgram;
  readonly #ground: LowGround;

  constructor(shared: StreamProgram, ground: LowGround) {
    this.#shared = shared;
    this.#ground = ground;
  }

  of(id: number): LowMark {
    const node = this.#shared.program.nodes[id];
    if (node === undefined || (this.#ground.ended && childrenOf(node).length === 0)) return never;
    switch (node.op) {
      case 'leaf':
        return this.#leaf(node);
      case 'event':
        return { token: this.#ground.voices.tokens, ms: Number.NEGATIVE_INFINITY };
      case 'turn':
      case 'like':
        return this.#openTurns();
      case 'adjacent':
      case 'near':
      case 'same':
      case 'sequence':
        return this.#pair(node);
      case 'relative':
        return this.#relative(node);
      case 'window':
        return this.#window(node);
      case 'notNear':
      case 'notIn':
        return this.#withHeld(id, this.of(node.left));
      default:
        return this.#withHeld(
          id,
          childrenOf(node).reduce<LowMark>((low, child) => lower(low, this.of(child)), never),
        );
    }
  }

  #next(): LowMark {
    return { token: this.#ground.voices.tokens, ms: this.#ground.nowMs };
  }

  #openTurns(): LowMark {
    let low = this.#next();
    for (const { first } of this.#ground.voices.open.values()) low = lower(low, { token: first.token, ms: first.startMs });
    return low;
  }

  /** A phrase that has begun will start where it began. */
  #leaf(node: Extract<SpanPlan, { op: 'leaf' }>): LowMark {
    const { voices } = this.#ground;
    let low = this.#next();
    for (const speaker of voices.speakers) {
      if (speaker.state === 0 || isBroken(speaker, voices.words, voices.isText)) continue;
      if (node.speaker !== null && !isSpeaker(speaker, node.speaker)) continue;
      const partial = partialStart(speaker, node.leaf, this.#shared);
      if (partial !== null) low = lower(low, partial);
    }
    return low;
  }

  #pair(node: Pair): LowMark {
    this.#ground.prune(node.id);
    const live = this.#ground.operators.node(node.id);
    const left = this.of(node.left);
    const right = this.of(node.right);
    let low = never;
    const canPair = (left !== never || (live?.left.length ?? 0) > 0) && (right !== never || (live?.right.length ?? 0) > 0);
    if (canPair) {
      low = node.op === 'sequence' ? left : lower(left, right);
      for (const span of live?.left ?? []) low = lower(low, markOf(span));
      if (node.op !== 'sequence') for (const span of live?.right ?? []) low = lower(low, markOf(span));
    }
    for (const { released, span } of live?.candidates ?? []) if (!released) low = lower(low, markOf(span));
    return low;
  }

  #relative(node: Extract<SpanPlan, { op: 'relative' }>): LowMark {
    const positive = !node.negated && !node.first;
    const hopeless = positive && this.of(node.other) === never && (this.#ground.operators.node(node.id)?.right.length ?? 0) === 0;
    return hopeless ? never : this.#withHeld(node.id, this.of(node.child));
  }

  #window(node: WindowNode): LowMark {
    const { ended, clock, voices } = this.#ground;
    const low = this.of(node.child);
    const { window } = node;
    if (window.kind === 'share' || ('edge' in window && window.edge === 'last')) return this.#withHeld(node.id, ended ? never : low);
    if (window.kind === 'turns' || window.kind === 'words') return low.token >= voices.tokens && this.isPast(node) ? never : low;
    const bounds = windowBounds(window, clock);
    return bounds !== null && low.ms > bounds.toMs ? never : low;
  }

  /** Whether all words or turns that a window counts have been said. */
  isPast(node: WindowNode): boolean {
    const { window, speaker } = node;
    const { voices } = this.#ground;
    if (window.kind === 'words') return voices.totals(node).words >= window.count;
    if (window.kind !== 'turns' || voices.totals(node).turns < window.count) return false;
    const key = speaker === null ? 'all' : speaker.nth === null ? 'role' : 'own';
    for (const open of voices.open.values()) if (allows(speaker, open) && open.ordinals[key] < window.count) return false;
    return true;
  }

  #withHeld(id: number, from: LowMark): LowMark {
    let low = from;
    for (const span of this.#ground.operators.node(id)?.held ?? []) low = lower(low, markOf(span));
    return low;
  }
}

function markOf(span: LiveSpan): LowMark {
  return { token: startOf(span), ms: span.first.startMs };
}

function lower(a: LowMark, b: LowMark): LowMark {
  if (a === never) return b;
  if (b === never) return a;
  return { token: Math.min(a.token, b.token), ms: Math.min(Number.isNaN(a.ms) ? b.ms : a.ms, Number.isNaN(b.ms) ? a.ms : b.ms) };
}
