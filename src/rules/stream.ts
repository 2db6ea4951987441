import type { Finding } from '../domain/finding.ts';
import type { InteractionEvent } from '../domain/interaction.ts';
import { isTextChannel } from '../domain/vocabulary.ts';
import { specialToken } from '../language/tokens/dictionary.ts';
import type { Conversation } from './conversation.ts';
import { isWithheld } from './document.ts';
import { turnValue } from './facts.ts';
import { findingOf, type Match, minimalMatches } from './findings.ts';
import type { Ground } from './ground.ts';
import { type Likeness, lexicalLikeness } from './likeness.ts';
import { type LiveField, LiveNode, type LowMark, never } from './live-nodes.ts';
import { endOf, type LiveSpan, type Place, startOf } from './live-span.ts';
import { LiveVerdicts, pending } from './live-verdicts.ts';
import { childrenOf } from './node-facts.ts';
import { joinByTurn, lowestConfidence, type Piece } from './pieces.ts';
import type { Program, SpanPlan, Speaker } from './plan.ts';
import { type StreamProgram, streamProgram } from './stream-program.ts';
import {
  enterLiveTurn,
  isBroken,
  type LiveSpeaker,
  type LiveToken,
  type LiveTurn,
  newSpeaker,
  type OpenTurn,
  partialStart,
  stepSpeaker,
} from './stream-words.ts';
import { compareNumbers, missed, type Truth } from './truth.ts';
import { type VocabularyCodes, wordCode } from './vocabulary-codes.ts';
import { windowBounds } from './windows.ts';

export interface StreamOptions {
  readonly codes: VocabularyCodes;
  readonly likeness?: Likeness;
  /** Window zero and the recording's start, in ms; NaN when unknown. Text: the first message. */
  readonly zeroMs: number;
  readonly recordingMs: number;
  /** False when no times will come. */
  readonly hasClock: boolean;
  /** Turns whose word times are spread evenly. */
  readonly interpolated?: ReadonlySet<number>;
}

/**
 * Rules on a conversation while it happens. Words go in as they become final; each rule fires once, at the earliest moment its
 * verdict can no longer change. Kept are automaton states, the last few words of each speaker and the spans that others may
 * still meet: never the conversation.
 */
export class RuleStream implements Ground, LiveField {
  readonly program: Program;
  readonly isText: boolean;
  readonly hasClock: boolean;
  /** What is known of the conversation; its owner adds turns and events to it as they come. */
  conversation: Conversation;
  clock: { readonly zeroMs: number; readonly recordingMs: number; readonly endMs: number };
  ended = false;
  readonly times: Ground['times'];
  readonly #shared: StreamProgram;
  readonly #codes: VocabularyCodes;
  readonly #likeness: Likeness;
  readonly #speakers: LiveSpeaker[] = [];
  readonly #open = new Map<number, OpenTurn>();
  readonly #nodes = new Map<number, LiveNode>();
  readonly #inbox = new Map<number, { left: LiveSpan[]; right: LiveSpan[] }>();
  readonly #queue = new Set<number>();
  /** Nodes with a span so far. */
  readonly #found = new Set<number>();
  /** Spans of the nodes that conditions ask for: the evidence of findings. */
  readonly #evidence = new Map<number, LiveSpan[]>();
  readonly #masked: { readonly place: Place; readonly speaker: LiveSpeaker; readonly isSure: boolean }[] = [];
  readonly #verdicts: LiveVerdicts;
  #next = 0;
  #nowMs = Number.NEGATIVE_INFINITY;
  #momentMs = Number.NaN;
  #words = 0;
  #turns = 0;
  #segments = 0;
  #sentences = 0;
  #confidence = { sum: 0, count: 0 };

  constructor(program: Program, conversation: Conversation, options: StreamOptions) {
    this.program = program;
    this.conversation = conversation;
    this.isText = isTextChannel(conversation.channel);
    this.hasClock = options.hasClock;
    this.clock = { zeroMs: options.zeroMs, recordingMs: options.recordingMs, endMs: Number.NaN };
    this.times = { interpolated: options.interpolated ?? new Set() };
    this.#shared = streamProgram(program);
    this.#codes = options.codes;
    this.#likeness = options.likeness ?? lexicalLikeness;
    this.#verdicts = new LiveVerdicts(this, this.#shared);
  }

  get isWithheld(): boolean {
    return isWithheld(this.conversation);
  }

  get isEmpty(): boolean {
    return this.#next === 0;
  }

  get likenessVersion(): string {
    return this.#likeness.version;
  }

  get meanConfidence(): number {
    return this.#confidence.count === 0 ? Number.NaN : this.#confidence.sum / this.#confidence.count;
  }

  /** Spans and words kept to go on, in bytes by a rough count (160 per span or word). Evidence of findings comes on top. */
  get stateBytes(): number {
    let kept = this.#masked.length;
    for (const node of this.#nodes.values()) kept += node.size;
    for (const speaker of this.#speakers) kept += speaker.recent.length + 2;
    return (kept + this.#open.size * 3) * 160 + this.#verdicts.size * 8;
  }

  /** One token that will not change any more. Returns the rules that fire with it. */
  token(turn: LiveTurn, token: LiveToken): Finding[] {
    const fired = this.advance(token.startMs);
    const open = this.#open.get(turn.index);
    if (token.id === specialToken.sentenceBreak) {
      this.#next++;
      if (open !== undefined) this.#endSentence(open);
      return [...fired, ...this.#settle()];
    }
    if (!Number.isNaN(token.endMs) && !(this.#momentMs >= token.endMs)) this.#momentMs = token.endMs;
    this.#word(turn, token);
    return [...fired, ...this.#settle()];
  }

  #word(turn: LiveTurn, token: LiveToken): void {
    const speaker = this.#speakerOf(turn);
    const isNew = !this.#open.has(turn.index);
    if (isNew && enterLiveTurn(speaker, { turn: turn.index, total: this.#words, isText: this.isText, nextSegment: this.#segments }))
      this.#segments++;
    const code = this.#codes.codes()[token.id] ?? 0;
    const counted = (code & wordCode.skipped) === 0 ? 1 : 0;
    const open = this.#open.get(turn.index);
    const place = this.#place(token, { open, speaker, turn, counted });
    const kept = open ?? this.#startTurn(turn, speaker, place);
    kept.last = place;
    kept.tokens++;
    if (kept.sentenceFirst === null) kept.sentenceLowest = Number.NaN;
    kept.sentenceFirst ??= place;
    kept.lowest = lowestConfidence([{ confidence: kept.lowest }, token]);
    kept.sentenceLowest = lowestConfidence([{ confidence: kept.sentenceLowest }, token]);
    const piece = pieceOf(token, place);
    if ((code & wordCode.tested) !== 0)
      for (const leaf of this.#codes.testedLeaves(token.id)) this.#hit(leaf, { first: place, last: place, pieces: [piece] }, kept);
    const symbol = code & wordCode.symbolMask;
    if (counted === 0) this.#skipped(symbol, { first: place, last: place, pieces: [piece] }, kept, token.id);
    else this.#counted(symbol, { place, piece }, kept);
    if (!Number.isNaN(token.confidence))
      this.#confidence = { sum: this.#confidence.sum + token.confidence, count: this.#confidence.count + 1 };
    speaker.othersAtLast = this.#words - speaker.own;
    this.#verdicts.spoke(speaker, turn.isSure);
  }

  #speakerOf(turn: LiveTurn): LiveSpeaker {
    const known = this.#speakers.find((speaker) => speaker.id === turn.participant && speaker.role === turn.role);
    if (known !== undefined) return known;
    const speaker = newSpeaker(turn, this.#speakers);
    this.#speakers.push(speaker);
    return speaker;
  }

  #place(token: LiveToken, at: { open: OpenTurn | undefined; speaker: LiveSpeaker; turn: LiveTurn; counted: 0 | 1 }): Place {
    const { speaker, open } = at;
    const ofRole = this.#speakers.filter((other) => other.role === speaker.role);
    return {
      token: this.#next++,
      turn: at.turn.index,
      isSure: at.turn.isSure,
      segment: speaker.segment,
      position: speaker.position,
      counted: at.counted,
      sentence: open?.sentence ?? this.#sentences,
      startMs: token.startMs,
      endMs: token.endMs,
      turnWords: open?.state.words ?? 0,
      turnState: open?.state ?? { words: 0, ended: false },
      words: { all: this.#words, role: ofRole.reduce((sum, other) => sum + other.sureWords, 0), own: speaker.sureWords },
      turns: open?.ordinals ?? { all: this.#turns, role: ofRole.reduce((sum, other) => sum + other.sureTurns, 0), own: speaker.sureTurns },
    };
  }

  #startTurn(turn: LiveTurn, speaker: LiveSpeaker, first: Place): OpenTurn {
    const open: OpenTurn = {
      turn,
      speaker,
      first,
      state: first.turnState,
      sentence: this.#sentences++,
      sentenceFirst: null,
      sentenceLowest: Number.NaN,
      lowest: Number.NaN,
      last: first,
      tokens: 0,
      ordinals: first.turns,
    };
    this.#open.set(turn.index, open);
    this.#turns++;
    if (turn.isSure) speaker.sureTurns++;
    this.#verdicts.ordinalMoved();
    return open;
  }

  #counted(symbol: number, at: { place: Place; piece: Piece }, open: OpenTurn): void {
    const { speaker } = open;
    speaker.position++;
    speaker.own++;
    this.#words++;
    open.state.words++;
    if (open.turn.isSure) speaker.sureWords++;
    pieceByPlace.set(at.place, at.piece);
    for (const { leaf, first } of stepSpeaker(speaker, symbol, at.place, this.#shared)) {
      const words = speaker.recent.slice(speaker.recent.indexOf(first));
      const pieces = joinByTurn(words.map((place) => pieceByPlace.get(place)).filter((piece) => piece !== undefined));
      this.#hit(leaf, { first, last: at.place, pieces }, open);
    }
  }

  /** A filler can be a phrase of its own; masked words are remembered as what nobody can search. */
  #skipped(symbol: number, span: LiveSpan, open: OpenTurn, id: number): void {
    if (this.#codes.dictionary.word(id) === '<redacted>')
      this.#masked.push({ place: span.first, speaker: open.speaker, isSure: open.turn.isSure });
    if (symbol === 0) return;
    const { rootNext, firstOutput, outputs } = this.program.automaton;
    const state = rootNext[symbol] ?? 0;
    for (let at = firstOutput[state] ?? 0; at < (firstOutput[state + 1] ?? 0); at += 2) this.#hit(outputs[at] ?? 0, span, open);
  }

  #hit(leaf: number, span: LiveSpan, open: OpenTurn): void {
    for (const node of this.#shared.nodesByLeaf[leaf] ?? [])
      if (this.#hears(this.program.nodes[node]?.speaker ?? null, span, open)) this.#emit(node, [span]);
  }

  /** A phrase that began in a turn of an unsure role is not surely that role's. */
  #hears(speaker: Speaker, span: LiveSpan, open: OpenTurn): boolean {
    return this.#allows(speaker, open) && (speaker === null || span.first.isSure);
  }

  #allows(speaker: Speaker, open: OpenTurn): boolean {
    if (speaker === null) return true;
    return open.turn.isSure && open.speaker.role === speaker.role && (speaker.nth === null || speaker.nth === open.speaker.nth);
  }

  /** Text: after the message's last word. Voice: when the turn is over. */
  endTurn(index: number): Finding[] {
    const open = this.#open.get(index);
    if (open === undefined) return [];
    this.#endSentence(open);
    this.#open.delete(index);
    open.state.ended = true;
    if (open.speaker.openTurn === index) open.speaker.openTurn = -1;
    for (const id of this.#shared.turnNodes) this.#turnSpan(id, open);
    this.#verdicts.ordinalMoved();
    return this.#settle();
  }

  #turnSpan(id: number, open: OpenTurn): void {
    const node = this.program.nodes[id];
    if (node?.op !== 'turn' || !this.#allows(node.speaker, open)) return;
    const value = this.#turnMeasure(node.measure, open);
    if (value !== null && compareNumbers(value, node.comparator, node.value))
      this.#emit(id, [wholeSpan(open.first, open.last, open.lowest)]);
  }

  #turnMeasure(measure: string, open: OpenTurn): number | null {
    if (measure === 'words') return open.tokens;
    const turn = this.conversation.turns[open.turn.index];
    if (measure !== 'duration') return turnValue(this.conversation, measure, open.turn.index) ?? null;
    return this.isText || turn === undefined || turn.startMs === null || turn.endMs === null ? null : turn.endMs - turn.startMs;
  }

  #endSentence(open: OpenTurn): void {
    const first = open.sentenceFirst;
    open.sentence = this.#sentences++;
    open.sentenceFirst = null;
    if (first === null) return;
    const span = wholeSpan(first, open.last, open.sentenceLowest);
    for (const id of this.#shared.likeNodes) {
      const node = this.program.nodes[id];
      if (node?.op !== 'like' || !this.#allows(node.speaker, open)) continue;
      const text = this.conversation.turns[open.turn.index]?.text.slice(span.pieces[0]?.start, span.pieces[0]?.end) ?? '';
      if (this.#likeness.score(node.text, text) >= node.threshold) this.#emit(id, [span]);
    }
  }

  /** An event that is over. */
  event(event: InteractionEvent): Finding[] {
    const fired = this.advance(event.endMs);
    if (!this.program.uses.events) return fired;
    const ordinals = { all: -1, role: -1, own: -1 };
    const place: Place = {
      token: this.#next++,
      turn: -1,
      isSure: true,
      segment: -1,
      position: 0,
      counted: 0,
      sentence: -1,
      startMs: event.startMs,
      endMs: event.endMs,
      turnWords: 0,
      turnState: { words: 0, ended: true },
      words: ordinals,
      turns: ordinals,
    };
    if (!(this.#momentMs >= event.endMs)) this.#momentMs = event.endMs;
    const piece: Piece = {
      first: place.token,
      last: place.token,
      turn: -1,
      start: 0,
      end: 0,
      startMs: event.startMs,
      endMs: event.endMs,
      confidence: Number.NaN,
    };
    for (const id of this.#shared.eventNodes) {
      const node = this.program.nodes[id];
      if (node?.op !== 'event' || event.kind !== node.event.replace('_', '-') || (node.by !== null && event.role !== node.by)) continue;
      if (node.comparator === null || compareNumbers(event.endMs - event.startMs, node.comparator, node.ms))
        this.#emit(id, [{ first: place, last: place, pieces: [piece] }]);
    }
    return [...fired, ...this.#settle()];
  }

  /** Time has passed: windows that closed on the way are decided at the moment they closed. */
  advance(ms: number): Finding[] {
    const fired: Finding[] = [];
    if (Number.isNaN(ms)) return fired;
    for (let deadline = this.#deadline(ms); deadline !== null; deadline = this.#deadline(ms)) {
      // A window's bound belongs to it: half a millisecond later it is closed.
      this.#nowMs = deadline + 0.5;
      if (!(this.#momentMs >= deadline)) this.#momentMs = deadline;
      this.#verdicts.closed(deadline);
      fired.push(...this.#settle());
    }
    if (ms > this.#nowMs) this.#nowMs = ms;
    return fired;
  }

  #deadline(until: number): number | null {
    let next: number | null = null;
    const consider = (ms: number): void => {
      if (ms + 0.5 > this.#nowMs && ms < until && (next === null || ms < next)) next = ms;
    };
    for (const { ms } of this.#verdicts.deadlines()) consider(ms);
    for (const node of this.#nodes.values()) {
      if (node.plan.op !== 'relative' || node.plan.direction !== 'before' || node.plan.withinMs === null) continue;
      for (const span of node.held) consider(span.last.endMs + node.plan.withinMs);
    }
    return next;
  }

  /** The conversation is over. Every rule's finding, those that fired before included, with all their evidence. */
  finish(
    endMs: number,
    conversation: Conversation = this.conversation,
  ): { readonly fired: readonly Finding[]; readonly findings: readonly Finding[] } {
    const fired: Finding[] = [];
    for (const index of [...this.#open.keys()]) fired.push(...this.endTurn(index));
    fired.push(...this.advance(endMs));
    this.conversation = conversation;
    this.clock = { ...this.clock, endMs };
    this.ended = true;
    if (endMs > this.#momentMs || Number.isNaN(this.#momentMs)) this.#momentMs = endMs;
    for (const id of this.#nodes.keys()) this.#queue.add(id);
    fired.push(...this.#settle());
    const findings = this.program.rules.map((rule) => ({
      ...findingOf(rule, this.#verdicts.truthOf(rule.index), this.#context()),
      decidedAtMs: this.#verdicts.decidedAtMs(rule.index),
    }));
    return { fired, findings };
  }

  #context(): { readonly ground: Ground; ruleTruth(index: number): Truth } {
    return { ground: this, ruleTruth: (index) => (this.#verdicts.truthOf(index) === pending ? missed : this.#verdicts.truthOf(index)) };
  }

  #emit(node: number, spans: readonly LiveSpan[]): void {
    if (spans.length === 0) return;
    this.#found.add(node);
    if ((this.#shared.rulesByNode[node]?.length ?? 0) > 0) {
      const list = this.#evidence.get(node);
      if (list === undefined) this.#evidence.set(node, [...spans]);
      else list.push(...spans);
      this.#verdicts.found(node, spans);
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

  /** Operators from the leaves up, then the rules they touch. */
  #settle(): Finding[] {
    for (const [id, node] of this.#nodes) if (node.isWaiting) this.#queue.add(id);
    while (this.#queue.size > 0) {
      const id = Math.min(...this.#queue);
      this.#queue.delete(id);
      const plan = this.program.nodes[id];
      if (plan === undefined) continue;
      const box = this.#inbox.get(id) ?? { left: [], right: [] };
      this.#inbox.delete(id);
      this.#emit(id, this.#node(plan).step(box.left, box.right, this));
    }
    return this.#verdicts.settle().map((rule) => ({
      ...findingOf(rule, this.#verdicts.truthOf(rule.index), this.#context()),
      decidedAtMs: this.#verdicts.decidedAtMs(rule.index),
    }));
  }

  #node(plan: SpanPlan): LiveNode {
    let node = this.#nodes.get(plan.id);
    if (node === undefined) {
      node = new LiveNode(plan);
      this.#nodes.set(plan.id, node);
    }
    return node;
  }

  /** The moment that decisions made now carry, from window zero; null without a clock. */
  get decisionMs(): number | null {
    const ms = this.#momentMs - this.clock.zeroMs;
    return Number.isFinite(ms) ? ms : null;
  }

  found(node: number): boolean {
    return this.#found.has(node);
  }

  matches(node: number): Match[] {
    return minimalMatches(
      (this.#evidence.get(node) ?? []).map((span) => ({ start: startOf(span), end: endOf(span), pieces: span.pieces })),
    );
  }

  disjoint(node: number): number {
    let count = 0;
    let last = -1;
    for (const { start, end } of this.matches(node)) {
      if (start <= last) continue;
      count++;
      last = end;
    }
    return count;
  }

  spoke(speaker: NonNullable<Speaker>): 'surely' | 'unsurely' | 'never' {
    let spoke: 'unsurely' | 'never' = 'never';
    for (const own of this.#speakers) {
      if (own.role !== speaker.role || (speaker.nth !== null && own.nth !== speaker.nth)) continue;
      if (own.spoke === 'surely') return 'surely';
      if (own.spoke === 'unsurely') spoke = 'unsurely';
    }
    return spoke;
  }

  hasMasked(node: Extract<SpanPlan, { op: 'window' }>): boolean {
    const probe = new LiveNode({ ...node, speaker: node.speaker });
    return this.#masked.some(({ place, speaker, isSure }) => {
      if (node.speaker !== null && !isSure) return false;
      if (node.speaker !== null && (node.speaker.role !== speaker.role || (node.speaker.nth !== null && node.speaker.nth !== speaker.nth)))
        return false;
      return probe.step([{ first: place, last: place, pieces: [] }], [], this).length > 0;
    });
  }

  totals(node: Extract<SpanPlan, { op: 'window' }>): { readonly words: number; readonly turns: number } {
    const { speaker } = node;
    if (speaker === null || node.window.kind === 'share') return { words: this.#words, turns: this.#turns };
    const own = this.#speakers.filter(
      (candidate) => candidate.role === speaker.role && (speaker.nth === null || candidate.nth === speaker.nth),
    );
    return { words: own.reduce((sum, { sureWords }) => sum + sureWords, 0), turns: own.reduce((sum, { sureTurns }) => sum + sureTurns, 0) };
  }

  wordsSince(span: LiveSpan): number {
    const speaker = this.#speakers.find((candidate) => candidate.segment === span.last.segment);
    if (this.ended || speaker === undefined || isBroken(speaker, this.#words, this.isText)) return Number.POSITIVE_INFINITY;
    return speaker.position - span.last.position - span.last.counted;
  }

  /** Whether a window counted by the clock lies wholly in the past. */
  isOver(toMs: number): boolean {
    return this.ended || this.#nowMs > toMs;
  }

  get nextToken(): number {
    return this.#next;
  }

  /** Spans of a node that are still to come start here or later. */
  low(id: number): LowMark {
    const node = this.program.nodes[id];
    if (node === undefined || (this.ended && childrenOf(node).length === 0)) return never;
    switch (node.op) {
      case 'leaf':
        return this.#lowLeaf(node);
      case 'event':
        return { token: this.#next, ms: Number.NEGATIVE_INFINITY };
      case 'turn':
      case 'like':
        return [...this.#open.values()].reduce<LowMark>(
          (low, { first }) => lower(low, { token: first.token, ms: first.startMs }),
          this.#nextMark(),
        );
      case 'adjacent':
      case 'near':
      case 'same':
      case 'sequence':
        return this.#lowPair(node);
      case 'relative':
        return this.#lowRelative(node);
      case 'window':
        return this.#lowWindow(node);
      case 'notNear':
      case 'notIn':
        return this.#withHeld(id, this.low(node.left));
      default:
        return this.#withHeld(
          id,
          childrenOf(node).reduce<LowMark>((low, child) => lower(low, this.low(child)), never),
        );
    }
  }

  #nextMark(): LowMark {
    return { token: this.#next, ms: this.#nowMs };
  }

  #lowLeaf(node: Extract<SpanPlan, { op: 'leaf' }>): LowMark {
    let low = this.#nextMark();
    for (const speaker of this.#speakers) {
      if (speaker.state === 0 || isBroken(speaker, this.#words, this.isText)) continue;
      if (node.speaker !== null && (node.speaker.role !== speaker.role || (node.speaker.nth !== null && node.speaker.nth !== speaker.nth)))
        continue;
      const partial = partialStart(speaker, node.leaf, this.#shared);
      if (partial !== null) low = lower(low, partial);
    }
    return low;
  }

  #lowPair(node: Extract<SpanPlan, { op: 'adjacent' | 'near' | 'same' | 'sequence' }>): LowMark {
    const live = this.#nodes.get(node.id);
    live?.prune(this);
    const left = this.low(node.left);
    const right = this.low(node.right);
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

  #lowRelative(node: Extract<SpanPlan, { op: 'relative' }>): LowMark {
    const positive = !node.negated && !node.first;
    const hopeless = positive && this.low(node.other) === never && (this.#nodes.get(node.id)?.right.length ?? 0) === 0;
    return hopeless ? never : this.#withHeld(node.id, this.low(node.child));
  }

  #lowWindow(node: Extract<SpanPlan, { op: 'window' }>): LowMark {
    const low = this.low(node.child);
    const { window } = node;
    if (window.kind === 'share' || ('edge' in window && window.edge === 'last'))
      return this.ended ? this.#withHeld(node.id, never) : this.#withHeld(node.id, low);
    if (window.kind === 'turns' || window.kind === 'words') return low.token >= this.#next && this.#isPast(node) ? never : low;
    const bounds = windowBounds(window, this.clock);
    return bounds !== null && low.ms > bounds.toMs ? never : low;
  }

  #isPast(node: Extract<SpanPlan, { op: 'window' }>): boolean {
    const { window, speaker } = node;
    if (window.kind === 'words') return this.totals(node).words >= window.count;
    if (window.kind !== 'turns' || this.totals(node).turns < window.count) return false;
    const key = speaker === null ? 'all' : speaker.nth === null ? 'role' : 'own';
    for (const open of this.#open.values()) if (this.#allows(speaker, open) && open.ordinals[key] < window.count) return false;
    return true;
  }

  #withHeld(id: number, low: LowMark): LowMark {
    return (this.#nodes.get(id)?.held ?? []).reduce((mark, span) => lower(mark, markOf(span)), low);
  }
}

/** Quotes of the words that phrases may still begin with; entries go with their places. */
const pieceByPlace = new WeakMap<Place, Piece>();

function pieceOf(token: LiveToken, place: Place): Piece {
  const piece = {
    first: place.token,
    last: place.token,
    turn: place.turn,
    start: token.start,
    end: token.end,
    startMs: token.startMs,
    endMs: token.endMs,
    confidence: token.confidence,
  };
  pieceByPlace.set(place, piece);
  return piece;
}

/** A whole turn or sentence: from its first to its last word. */
function wholeSpan(first: Place, last: Place, confidence: number): LiveSpan {
  const [head, tail] = [pieceByPlace.get(first), pieceByPlace.get(last)];
  if (head === undefined || tail === undefined) return { first, last, pieces: [] };
  return { first, last, pieces: joinByTurn([head, tail]).map((piece) => ({ ...piece, confidence })) };
}

function markOf(span: LiveSpan): LowMark {
  return { token: startOf(span), ms: span.first.startMs };
}

function lower(a: LowMark, b: LowMark): LowMark {
  if (a === never) return b;
  if (b === never) return a;
  return { token: Math.min(a.token, b.token), ms: Math.min(Number.isNaN(a.ms) ? b.ms : a.ms, Number.isNaN(b.ms) ? a.ms : b.ms) };
}
