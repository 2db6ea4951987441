import type { Document } from './document.ts';
import { asksForAnswer, isSearched } from './judge.ts';
import type { Likeness } from './likeness.ts';
import { MatcherGround } from './matcher-ground.ts';
import { lowestConfidence, type Piece, piecesOf } from './pieces.ts';
import { Places } from './places.ts';
import type { Program, SpanPlan } from './plan.ts';
import { nodeKind } from './program-tables.ts';
import { Scanner } from './scan.ts';
import { SpanArena } from './span-arena.ts';
import { adjacent, either, near, notIn, notNear, relative, same, sequence } from './span-kernels.ts';
import { isTurnEdge } from './turns.ts';
import { eventSpans, likeSpans, turnSpans } from './unposted-spans.ts';
import type { VocabularyCodes } from './vocabulary-codes.ts';
import { inWords, windowTest } from './windows.ts';

/** Spans of a program's nodes in one document at a time, worked out when asked for, each once. */
export class Matcher {
  readonly program: Program;
  readonly places = new Places();
  readonly arena: SpanArena;
  readonly likeness: Likeness;
  readonly #scanner: Scanner;
  readonly #ground = new MatcherGround(this);
  #document: Document | null = null;
  #sentences: Int32Array | null = null;

  constructor(program: Program) {
    this.program = program;
    this.likeness = program.likeness;
    this.arena = new SpanArena(program.nodes.length);
    this.#scanner = new Scanner(program, this.arena, this.places);
  }

  get document(): Document {
    if (this.#document === null) throw new Error('a matcher has no document before scan');
    return this.#document;
  }

  scan(document: Document, codes: VocabularyCodes): void {
    this.#document = document;
    this.#sentences = null;
    this.#scanner.scan(document, codes);
  }

  /** Words masked beyond their kind. */
  get masked(): number {
    return this.#scanner.masked;
  }

  /** As if no phrase had occurred in the document; `scan` brings the hits back. */
  forgetHits(): void {
    this.arena.clear();
  }

  sentences(): Int32Array {
    this.#sentences ??= this.document.sentences();
    return this.#sentences;
  }

  /** Whether a node has spans; the cheap question first, mostly one side is missing and none need be laid out. */
  found(id: number): boolean {
    const { kinds, left, right } = this.program.tables;
    switch (kinds[id]) {
      case nodeKind.leaf:
        return this.arena.isHit(id);
      case nodeKind.either:
        return this.#foundOption(id);
      case nodeKind.needsBoth:
        return this.found(left[id] ?? 0) && this.found(right[id] ?? 0) && this.spans(id) > 0;
      case nodeKind.needsLeft:
        return this.found(left[id] ?? 0) && this.spans(id) > 0;
      default:
        return this.spans(id) > 0;
    }
  }

  #foundOption(id: number): boolean {
    const node = this.program.nodes[id];
    if (node?.op !== 'either') return false;
    for (let option = 0; option < node.options.length; option++) if (this.found(node.options[option] ?? 0)) return true;
    return false;
  }

  /** How many spans a node has; they lie in the arena. */
  spans(id: number): number {
    const { arena } = this;
    if (!arena.isLaid(id)) this.#evaluate(id);
    return (arena.to[id] ?? 0) - (arena.from[id] ?? 0);
  }

  /** Operands first: their spans lie before the node's own. */
  #evaluate(id: number): void {
    const { arena } = this;
    if (this.program.tables.kinds[id] === nodeKind.leaf) {
      arena.layHits(id);
      return;
    }
    const node = this.program.nodes[id];
    const canHold = node !== undefined && this.#operands(node);
    arena.open();
    if (canHold) this.#fill(node);
    arena.close(id);
  }

  /** Works out the operands; false where the node is then surely empty. */
  #operands(node: SpanPlan): boolean {
    switch (node.op) {
      case 'leaf':
      case 'event':
      case 'turn':
      case 'like':
        return true;
      case 'either': {
        let found = 0;
        for (let option = 0; option < node.options.length; option++) found += this.spans(node.options[option] ?? 0);
        return found > 0;
      }
      case 'adjacent':
      case 'near':
      case 'same':
      case 'sequence':
        return this.found(node.left) && this.found(node.right) && this.spans(node.left) > 0 && this.spans(node.right) > 0;
      case 'notNear':
      case 'notIn':
        return this.spans(node.left) > 0 && this.spans(node.right) >= 0;
      case 'relative':
        return this.spans(node.child) > 0 && (node.withinMs === null || this.document.hasClock) && this.#canRelate(node);
      default:
        return this.spans(node.child) > 0;
    }
  }

  /** `x not before (agent: y)` is no finding where no agent spoke. */
  #canRelate(node: Extract<SpanPlan, { op: 'relative' }>): boolean {
    return this.spans(node.other) > 0 || !asksForAnswer(node) || isSearched(node.other, this.#ground);
  }

  #fill(node: SpanPlan): void {
    switch (node.op) {
      case 'leaf':
        break;
      case 'event':
        eventSpans(node, this);
        break;
      case 'turn':
        turnSpans(node, this);
        break;
      case 'like':
        likeSpans(node, this);
        break;
      case 'either':
        either(node.options, this);
        break;
      case 'adjacent':
        adjacent(node, node.gap, this);
        break;
      case 'near':
        near(node, node, this);
        break;
      case 'sequence':
        sequence(node, this);
        break;
      case 'same':
        same(node, node.unit === 'sentence' ? this.sentences() : this.document.turnOf, this);
        break;
      case 'notNear':
        notNear(node, node.words, this);
        break;
      case 'notIn':
        notIn(node, this);
        break;
      case 'relative':
        relative({ left: node.child, right: node.other }, node, this);
        break;
      default:
        this.#filter(node);
        break;
    }
  }

  #filter(node: Extract<SpanPlan, { child: number }>): void {
    if (node.op === 'window' && node.window.kind === 'words' && node.speaker === null && !node.fully) {
      inWords(node.child, node.window, this);
      return;
    }
    const keep = this.#filterTest(node);
    if (keep === null) return;
    const { arena } = this;
    for (let at = arena.from[node.child] ?? 0, to = arena.to[node.child] ?? 0; at < to; at++) {
      const start = arena.start[at] ?? 0;
      const end = arena.end[at] ?? 0;
      if (keep(start, end, at)) arena.push(start, end, at, -1);
    }
  }

  #filterTest(node: Extract<SpanPlan, { child: number }>): ((start: number, end: number, at: number) => boolean) | null {
    const { document, places } = this;
    switch (node.op) {
      case 'window':
        return windowTest(node, this);
      case 'atTurn':
        return node.edge === 'start'
          ? (start) => isTurnEdge(document, places, start, -1)
          : (_, end) => isTurnEdge(document, places, end, 1);
      case 'asr':
        return (_start, _end, at) => !(lowestConfidence(this.pieces(node.child, at)) < node.floor);
      case 'limit':
        return document.hasClock ? (start, end) => document.endMsOf(end) - document.startMs(start) <= node.withinMs : null;
      default:
        return null;
    }
  }

  /** The quoted stretches of one span of a node, by its place in the arena. */
  pieces(id: number, at: number): readonly Piece[] {
    return piecesOf(this, id, at);
  }
}
