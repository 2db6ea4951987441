import type { Finding } from '../domain/finding.ts';
import type { InteractionEvent } from '../domain/interaction.ts';
import { isTextChannel } from '../domain/vocabulary.ts';
import { specialToken } from '../language/tokens/dictionary.ts';
import { outputsOf } from './automaton.ts';
import type { Conversation } from './conversation.ts';
import { isWithheld } from './document.ts';
import { turnValue } from './facts.ts';
import { findingOf, type Match } from './findings.ts';
import type { Ground } from './ground.ts';
import { isSearched } from './judge.ts';
import { LowMarks } from './live-lows.ts';
import { type LiveField, LiveNode, type LowMark } from './live-nodes.ts';
import { LiveOperators } from './live-operators.ts';
import { eventPlace, wholeSpan, wordsPieces } from './live-quotes.ts';
import type { LiveSpan, Place } from './live-span.ts';
import { LiveVerdicts, pending } from './live-verdicts.ts';
import { allows, isSpeaker, LiveVoices } from './live-voices.ts';
import { lowerConfidence } from './pieces.ts';
import type { CompiledRule, Program, SpanPlan, Speaker } from './plan.ts';
import { type OrdinalWindow, type StreamProgram, streamProgram } from './stream-program.ts';
import { type LiveSpeaker, type LiveToken, type LiveTurn, type OpenTurn, stepSpeaker } from './stream-words.ts';
import { compareNumbers, missed } from './truth.ts';
import { type VocabularyCodes, wordCode } from './vocabulary-codes.ts';

export interface StreamOptions {
  readonly codes: VocabularyCodes;
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
  nowMs = Number.NEGATIVE_INFINITY;
  readonly times: Ground['times'];
  readonly voices: LiveVoices;
  readonly operators: LiveOperators;
  readonly #shared: StreamProgram;
  readonly #codes: VocabularyCodes;
  readonly #lows: LowMarks;
  readonly #verdicts: LiveVerdicts;
  readonly #masked: { readonly place: Place; readonly speaker: LiveSpeaker; readonly isSure: boolean }[] = [];
  #momentMs = Number.NaN;
  #confidence = { sum: 0, count: 0 };

  constructor(program: Program, conversation: Conversation, options: StreamOptions) {
    this.program = program;
    this.conversation = conversation;
    this.isText = isTextChannel(conversation.channel);
    this.hasClock = options.hasClock;
    this.clock = { zeroMs: options.zeroMs, recordingMs: options.recordingMs, endMs: Number.NaN };
    this.times = { interpolated: options.interpolated ?? new Set() };
    this.#shared = streamProgram(program);
    this.voices = new LiveVoices(this.isText, this.#shared.countsWords);
    this.#codes = options.codes;
    this.#verdicts = new LiveVerdicts(this, this.#shared);
    this.operators = new LiveOperators(this.#shared, this, (node, spans) => this.#verdicts.found(node, spans));
    this.#lows = new LowMarks(this.#shared, this);
  }

  get isWithheld(): boolean {
    return isWithheld(this.conversation);
  }

  get isEmpty(): boolean {
    return this.voices.tokens === 0;
  }

  get nextToken(): number {
    return this.voices.tokens;
  }

  get likenessVersion(): string {
    return this.program.likeness.version;
  }

  get meanConfidence(): number {
    return this.#confidence.count === 0 ? Number.NaN : this.#confidence.sum / this.#confidence.count;
  }

  /** Spans and words kept to go on, in bytes by a rough count (160 per span or word). Evidence of findings comes on top. */
  get stateBytes(): number {
    let kept = this.#masked.length + this.operators.size;
    for (const speaker of this.voices.speakers) kept += speaker.recent.length + 2;
    return (kept + this.voices.open.size * 3) * 160 + this.#verdicts.size * 8;
  }

  /** One token that will not change any more. Returns the rules that fire with it. */
  token(turn: LiveTurn, token: LiveToken): Finding[] {
    const fired = this.advance(token.startMs);
    if (token.id === specialToken.sentenceBreak) {
      this.voices.tokens++;
      const open = this.voices.open.get(turn.index);
      if (open !== undefined) this.#endSentence(open);
    } else {
      if (!Number.isNaN(token.endMs) && !(this.#momentMs >= token.endMs)) this.#momentMs = token.endMs;
      this.#word(turn, token);
    }
    return this.#settle(fired);
  }

  #word(turn: LiveTurn, token: LiveToken): void {
    const { voices } = this;
    const speaker = voices.speakerOf(turn);
    const open = voices.open.get(turn.index);
    if (open === undefined) voices.enter(speaker, turn);
    const code = this.#codes.codes()[token.id] ?? 0;
    const counted = (code & wordCode.skipped) === 0 ? 1 : 0;
    const place = voices.place(token, { open, speaker, turn, counted });
    const kept = open ?? this.#startTurn(turn, speaker, place);
    noteWord(kept, place, token.confidence);
    if ((code & wordCode.tested) !== 0) for (const leaf of this.#codes.testedLeaves(token.id)) this.#hit(leaf, wordSpan(place), kept);
    const symbol = code & wordCode.symbolMask;
    if (counted === 0) this.#skipped(symbol, wordSpan(place), kept, token.id);
    else this.#counted(symbol, place, kept);
    if (!Number.isNaN(token.confidence)) {
      this.#confidence.sum += token.confidence;
      this.#confidence.count++;
    }
    speaker.othersAtLast = voices.words - speaker.own;
    this.#verdicts.spoke(speaker, turn.isSure);
  }

  #startTurn(turn: LiveTurn, speaker: LiveSpeaker, first: Place): OpenTurn {
    const open = this.voices.startTurn(turn, speaker, first);
    this.#verdicts.ordinalMoved();
    return open;
  }

  #counted(symbol: number, place: Place, open: OpenTurn): void {
    this.voices.count(open);
    const { speaker } = open;
    for (const { leaf, first } of stepSpeaker(speaker, symbol, place, this.#shared)) {
      const pieces = first === place ? null : wordsPieces(speaker.recent, first);
      this.#hit(leaf, { first, last: place, pieces }, open);
    }
  }

  /** A filler can be a phrase of its own; masked words are remembered as what nobody can search. */
  #skipped(symbol: number, span: LiveSpan, open: OpenTurn, id: number): void {
    if (this.#codes.dictionary.word(id) === '<redacted>')
      this.#masked.push({ place: span.first, speaker: open.speaker, isSure: open.turn.isSure });
    if (symbol === 0) return;
    const { automaton } = this.program;
    const { firstOutput, outputs } = automaton;
    const list = outputsOf(automaton, symbol);
    for (let at = firstOutput[list] ?? 0; at < (firstOutput[list + 1] ?? 0); at += 2) this.#hit(outputs[at] ?? 0, span, open);
  }

  #hit(leaf: number, span: LiveSpan, open: OpenTurn): void {
    for (const node of this.#shared.nodesByLeaf[leaf] ?? [])
      if (hears(this.program.nodes[node]?.speaker ?? null, span, open)) this.operators.emit(node, [span]);
  }

  /** Text: after the message's last word. Voice: when the turn is over. */
  endTurn(index: number): Finding[] {
    const open = this.voices.open.get(index);
    if (open === undefined) return [];
    this.#endSentence(open);
    this.voices.endTurn(open);
    for (const id of this.#shared.turnNodes) this.#turnSpan(id, open);
    this.#verdicts.ordinalMoved();
    return this.#settle([]);
  }

  #turnSpan(id: number, open: OpenTurn): void {
    const node = this.program.nodes[id];
    if (node?.op !== 'turn' || !allows(node.speaker, open)) return;
    const value = this.#turnMeasure(node.measure, open);
    if (value !== null && compareNumbers(value, node.comparator, node.value))
      this.operators.emit(id, [wholeSpan(open.first, open.last, open.lowest)]);
  }

  #turnMeasure(measure: string, open: OpenTurn): number | null {
    if (measure === 'words') return open.tokens;
    const turn = this.conversation.turns[open.turn.index];
    if (measure !== 'duration') return turnValue(this.conversation, measure, open.turn.index) ?? null;
    return this.isText || turn === undefined || turn.startMs === null || turn.endMs === null ? null : turn.endMs - turn.startMs;
  }

  #endSentence(open: OpenTurn): void {
    const first = open.sentenceFirst;
    this.voices.startSentence(open);
    if (first === null || this.#shared.likeNodes.length === 0) return;
    const span = wholeSpan(first, open.last, open.sentenceLowest);
    for (const id of this.#shared.likeNodes) {
      const node = this.program.nodes[id];
      if (node?.op !== 'like' || !allows(node.speaker, open)) continue;
      const text = this.conversation.turns[open.turn.index]?.text.slice(span.pieces?.[0]?.start, span.pieces?.[0]?.end) ?? '';
      if (this.program.likeness.score(node.text, text) >= node.threshold) this.operators.emit(id, [span]);
    }
  }

  /** An event that is over. */
  event(event: InteractionEvent): Finding[] {
    const fired = this.advance(event.endMs);
    if (!this.program.uses.events) return fired;
    const place = eventPlace(event, this.voices.tokens++);
    if (!(this.#momentMs >= event.endMs)) this.#momentMs = event.endMs;
    for (const id of this.#shared.eventNodes) {
      const node = this.program.nodes[id];
      if (node?.op !== 'event' || event.kind !== node.event.replace('_', '-') || (node.by !== null && event.role !== node.by)) continue;
      if (node.comparator === null || compareNumbers(event.endMs - event.startMs, node.comparator, node.ms))
        this.operators.emit(id, [wordSpan(place)]);
    }
    return this.#settle(fired);
  }

  /** Time has passed: windows that closed on the way are decided at the moment they closed. */
  advance(ms: number): Finding[] {
    const fired: Finding[] = [];
    if (Number.isNaN(ms)) return fired;
    for (let deadline = this.#deadline(ms); deadline !== null; deadline = this.#deadline(ms)) {
      // A window's bound belongs to it: half a millisecond later it is closed.
      this.nowMs = deadline + 0.5;
      if (!(this.#momentMs >= deadline)) this.#momentMs = deadline;
      this.#verdicts.closed(deadline);
      this.#settle(fired);
    }
    if (ms > this.nowMs) this.nowMs = ms;
    return fired;
  }

  #deadline(until: number): number | null {
    let next = until;
    const isAhead = (ms: number): boolean => ms + 0.5 > this.nowMs && ms < next;
    for (const { ms } of this.#verdicts.deadlines()) {
      if (ms >= next) break;
      if (isAhead(ms)) next = ms;
    }
    for (const ms of this.operators.expiries()) if (isAhead(ms)) next = ms;
    return next < until ? next : null;
  }

  /** The conversation is over. Every rule's finding, those that fired before included, with all their evidence. */
  finish(
    endMs: number,
    conversation: Conversation = this.conversation,
  ): { readonly fired: readonly Finding[]; readonly findings: readonly Finding[] } {
    const fired: Finding[] = [];
    for (const index of [...this.voices.open.keys()]) fired.push(...this.endTurn(index));
    fired.push(...this.advance(endMs));
    this.conversation = conversation;
    this.clock = { ...this.clock, endMs };
    this.ended = true;
    if (endMs > this.#momentMs || Number.isNaN(this.#momentMs)) this.#momentMs = endMs;
    this.operators.lookAgain();
    this.#settle(fired);
    return { fired, findings: this.program.rules.map((rule) => this.#finding(rule)) };
  }

  /** Operators from the leaves up, then the rules they touch; those that fire are added to `fired`. */
  #settle(fired: Finding[]): Finding[] {
    this.operators.settle();
    for (const rule of this.#verdicts.settle()) fired.push(this.#finding(rule));
    return fired;
  }

  #finding(rule: CompiledRule): Finding {
    const truth = this.#verdicts.truthOf(rule.index);
    const ruleTruth = (index: number): number => {
      const other = this.#verdicts.truthOf(index);
      return other === pending ? missed : other;
    };
    return { ...findingOf(rule, truth, { ground: this, ruleTruth }), decidedAtMs: this.#verdicts.decidedAtMs(rule.index) };
  }

  /** The moment that decisions made now carry, from window zero; null without a clock. */
  get decisionMs(): number | null {
    const ms = this.#momentMs - this.clock.zeroMs;
    return Number.isFinite(ms) ? ms : null;
  }

  found(node: number): boolean {
    return this.operators.found(node);
  }

  matches(node: number): Match[] {
    return this.operators.matches(node);
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
    return this.voices.spoke(speaker);
  }

  hasMasked(node: Extract<SpanPlan, { op: 'window' }>): boolean {
    const { speaker } = node;
    const probe = new LiveNode(node);
    return this.#masked.some(({ place, speaker: own, isSure }) => {
      if (speaker !== null && (!isSure || !isSpeaker(own, speaker))) return false;
      return probe.step([{ first: place, last: place, pieces: null }], [], this).length > 0;
    });
  }

  totals(node: Extract<SpanPlan, { op: 'window' }>): { readonly words: number; readonly turns: number } {
    return this.voices.totals(node);
  }

  wordsSince(span: LiveSpan): number {
    return this.ended ? Number.POSITIVE_INFINITY : this.voices.wordsSince(span);
  }

  /** Whether a window counted by the clock lies wholly in the past. */
  isOver(toMs: number): boolean {
    return this.ended || this.nowMs > toMs;
  }

  isPast(window: OrdinalWindow): boolean {
    return this.#lows.isPast(window);
  }

  isSearched(node: number): boolean {
    if (this.ended) return isSearched(node, this);
    return this.found(node) || !this.#verdicts.isHindered(node);
  }

  low(node: number): LowMark {
    return this.#lows.of(node);
  }

  prune(node: number): void {
    this.operators.node(node)?.prune(this);
  }
}

function noteWord(open: OpenTurn, place: Place, confidence: number): void {
  open.last = place;
  open.tokens++;
  if (open.sentenceFirst === null) open.sentenceLowest = Number.NaN;
  open.sentenceFirst ??= place;
  open.lowest = lowerConfidence(open.lowest, confidence);
  open.sentenceLowest = lowerConfidence(open.sentenceLowest, confidence);
}

function wordSpan(place: Place): LiveSpan {
  return { first: place, last: place, pieces: null };
}

/** A phrase that began in a turn of an unsure role is not surely that role's. */
function hears(speaker: Speaker, span: LiveSpan, open: OpenTurn): boolean {
  return allows(speaker, open) && (speaker === null || span.first.isSure);
}
