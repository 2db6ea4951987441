import { specialToken } from '../language/tokens/dictionary.ts';
import type { Document } from './document.ts';
import { type Likeness, lexicalLikeness } from './likeness.ts';
import { lowestConfidence, type Piece, piecesOf } from './pieces.ts';
import type { Program, SpanPlan, Speaker } from './plan.ts';
import { Postings, scan } from './scan.ts';
import { adjacent, near, notIn, notNear, relative, same, sequence } from './span-kernels.ts';
import { SpanList } from './span-list.ts';
import { compareNumbers } from './truth.ts';
import { speaks, turnMeasure, wordRange } from './turns.ts';
import type { VocabularyCodes } from './vocabulary-codes.ts';
import { windowTest } from './windows.ts';

/** Spans of a program's nodes in one document at a time, worked out when asked for, each once. */
export class Matcher {
  readonly program: Program;
  readonly postings: Postings;
  readonly likeness: Likeness;
  readonly #lists: (SpanList | undefined)[] = [];
  readonly #stamps: Int32Array;
  #document: Document | null = null;
  #sentences: Int32Array | null = null;

  constructor(program: Program, likeness: Likeness = lexicalLikeness) {
    this.program = program;
    this.likeness = likeness;
    this.postings = new Postings(program.leaves.length);
    this.#stamps = new Int32Array(program.nodes.length);
  }

  get document(): Document {
    if (this.#document === null) throw new Error('a matcher has no document before scan');
    return this.#document;
  }

  scan(document: Document, codes: VocabularyCodes): void {
    this.#document = document;
    this.#sentences = null;
    scan(document, this.program, codes, this.postings);
  }

  /** As if no phrase had occurred in the document; `scan` brings the hits back. */
  forgetHits(): void {
    this.postings.epoch++;
    this.postings.touchedCount = 0;
  }

  sentences(): Int32Array {
    this.#sentences ??= this.document.sentences();
    return this.#sentences;
  }

  spans(id: number): SpanList {
    let list = this.#lists[id];
    if (list === undefined) {
      list = new SpanList();
      this.#lists[id] = list;
    }
    if (this.#stamps[id] === this.postings.epoch) return list;
    this.#stamps[id] = this.postings.epoch;
    const node = this.program.nodes[id];
    if (node !== undefined) this.#evaluate(node, list);
    return list;
  }

  #evaluate(node: SpanPlan, out: SpanList): void {
    out.clear();
    if (node.op === 'leaf') {
      this.#leaf(node.leaf, node.speaker, out);
      return;
    }
    if (!this.#canHold(node)) return;
    switch (node.op) {
      case 'event':
      case 'turn':
      case 'like':
        this.#unposted(node, out);
        break;
      case 'either':
        this.#either(node.options, out);
        break;
      case 'adjacent':
      case 'near':
      case 'same':
      case 'sequence':
        this.#pairs(node, out);
        break;
      case 'notNear':
        notNear(this.spans(node.left), this.spans(node.right), node.words, this, out);
        break;
      case 'notIn':
        notIn(this.spans(node.left), this.spans(node.right), this, out);
        break;
      case 'relative':
        this.#relative(node, out);
        break;
      default:
        this.#filter(node, out);
        break;
    }
  }

  #either(options: readonly number[], out: SpanList): void {
    for (const [option, child] of options.entries()) {
      const list = this.spans(child);
      for (let at = 0; at < list.count; at++) out.insert(list.start[at] ?? 0, list.end[at] ?? 0, option, at);
    }
  }

  /** False when the node needs a phrase that does not occur: costs a few array reads instead of an evaluation. */
  #canHold(node: SpanPlan): boolean {
    if (node.triggers === null) return true;
    const { stamp, epoch } = this.postings;
    for (const leaf of node.triggers) if (stamp[leaf] === epoch) return true;
    return false;
  }

  #leaf(leaf: number, speaker: Speaker, out: SpanList): void {
    const { postings } = this;
    if (postings.stamp[leaf] !== postings.epoch) return;
    for (let hit = postings.head[leaf] ?? -1; hit >= 0; hit = postings.hitNext[hit] ?? -1) {
      const start = postings.hitStart[hit] ?? 0;
      const end = postings.hitEnd[hit] ?? 0;
      const allowed = speaker === null || (speaks(this.document, start, speaker) && (start === end || speaks(this.document, end, speaker)));
      if (allowed) out.insert(start, end, -1, -1);
    }
  }

  #pairs(node: Extract<SpanPlan, { op: 'adjacent' | 'near' | 'same' | 'sequence' }>, out: SpanList): void {
    const left = this.spans(node.left);
    if (left.count === 0) return;
    const right = this.spans(node.right);
    if (right.count === 0) return;
    if (node.op === 'adjacent') adjacent(left, right, node.gap, this, out);
    else if (node.op === 'near') near(left, right, node, this, out);
    else if (node.op === 'sequence') sequence(left, right, out);
    else {
      const units = node.unit === 'sentence' ? this.sentences() : this.document.turnOf;
      same(left, right, (token) => units[token] ?? -1, out);
    }
  }

  #relative(node: Extract<SpanPlan, { op: 'relative' }>, out: SpanList): void {
    const list = this.spans(node.child);
    if (list.count === 0 || (node.withinMs !== null && !this.document.hasClock)) return;
    relative(list, this.spans(node.other), node, this, out);
  }

  #filter(node: Extract<SpanPlan, { child: number }>, out: SpanList): void {
    const list = this.spans(node.child);
    if (list.count === 0) return;
    const keep = this.#filterTest(node);
    if (keep === null) return;
    for (let at = 0; at < list.count; at++) {
      const start = list.start[at] ?? 0;
      const end = list.end[at] ?? 0;
      if (keep(start, end, at)) out.push(start, end, at, -1);
    }
  }

  #filterTest(node: Extract<SpanPlan, { child: number }>): ((start: number, end: number, at: number) => boolean) | null {
    const { document } = this;
    switch (node.op) {
      case 'window':
        return windowTest(node, { document, postings: this.postings });
      case 'atTurn':
        return node.edge === 'start' ? (start) => this.#isTurnStart(start) : (_, end) => this.#isTurnEnd(end);
      case 'asr':
        return (_start, _end, at) => !(lowestConfidence(this.pieces(node.child, at)) < node.floor);
      case 'limit':
        return document.hasClock ? (start, end) => document.endMsOf(end) - document.startMs(start) <= node.withinMs : null;
      default:
        return null;
    }
  }

  /** The quoted stretches of one span of a node. */
  pieces(id: number, at: number): readonly Piece[] {
    return piecesOf(this, id, at);
  }

  /** Fillers and redaction marks before the first word do not count. */
  #isTurnStart(token: number): boolean {
    return this.#isEdge(token, -1);
  }

  #isTurnEnd(token: number): boolean {
    return this.#isEdge(token, 1);
  }

  #isEdge(token: number, direction: 1 | -1): boolean {
    const { turnOf, count } = this.document;
    const turn = turnOf[token] ?? -1;
    const stop = direction === -1 ? (this.document.turnFirst[turn] ?? 0) : (this.document.turnLast[turn] ?? count - 1);
    for (let at = token + direction; (stop - at) * direction >= 0; at += direction) {
      if (turnOf[at] === turn && this.postings.counted[at] === 1) return false;
    }
    return turn >= 0;
  }

  #unposted(node: Extract<SpanPlan, { op: 'event' | 'turn' | 'like' }>, out: SpanList): void {
    if (node.op === 'event') this.#events(node, out);
    else if (node.op === 'turn') this.#turns(node, out);
    else this.#like(node, out);
  }

  #events(node: Extract<SpanPlan, { op: 'event' }>, out: SpanList): void {
    const { document } = this;
    const kind = node.event.replace('_', '-');
    for (let token = 0; token < document.count; token++) {
      const id = document.tokens.ids[token] ?? 0;
      const event = id < 0 ? document.conversation.events[-1 - id] : undefined;
      if (event === undefined || event.kind !== kind || (node.by !== null && event.role !== node.by)) continue;
      if (node.comparator === null || compareNumbers(event.endMs - event.startMs, node.comparator, node.ms)) out.push(token, token, -1, -1);
    }
  }

  #turns(node: Extract<SpanPlan, { op: 'turn' }>, out: SpanList): void {
    const { document } = this;
    for (const index of document.conversation.turns.keys()) {
      const words = wordRange(document, index);
      if (words === null || (node.speaker !== null && !speaks(document, words.first, node.speaker))) continue;
      const value = turnMeasure(document, index, node.measure);
      if (value !== null && compareNumbers(value, node.comparator, node.value)) out.insert(words.first, words.last, -1, -1);
    }
  }

  #like(node: Extract<SpanPlan, { op: 'like' }>, out: SpanList): void {
    const { document } = this;
    const sentences = this.sentences();
    const ranges = new Map<number, { first: number; last: number }>();
    for (let token = 0; token < document.count; token++) {
      if ((document.tokens.ids[token] ?? 0) <= specialToken.sentenceBreak) continue;
      const range = ranges.get(sentences[token] ?? -1);
      if (range === undefined) ranges.set(sentences[token] ?? -1, { first: token, last: token });
      else range.last = token;
    }
    for (const { first, last } of ranges.values()) {
      if (node.speaker !== null && !speaks(document, first, node.speaker)) continue;
      const text =
        document.conversation.turns[document.turnOf[first] ?? 0]?.text.slice(document.tokens.starts[first], document.tokens.ends[last]) ??
        '';
      if (this.likeness.score(node.text, text) >= node.threshold) out.insert(first, last, -1, -1);
    }
  }
}
