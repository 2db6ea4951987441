import type { Ground } from './ground.ts';
import { emptyTruth, factTruth, scoreTruth } from './judge.ts';
import { type LiveField, never } from './live-nodes.ts';
import { endOf, type LiveSpan, startOf } from './live-span.ts';
import { missedDespiteNeeds } from './needs.ts';
import { childrenOf } from './node-facts.ts';
import type { CompiledRule, TruthPlan } from './plan.ts';
import type { OrdinalWindow, StreamProgram } from './stream-program.ts';
import type { LiveSpeaker } from './stream-words.ts';
import type { Comparator, Window } from './syntax.ts';
import { compareNumbers, fromBoolean, met, missed, not, type Truth, unknownFor } from './truth.ts';
import { windowHindrance } from './window-hindrance.ts';
import { windowBounds } from './windows.ts';

/** Not yet decided. */
export const pending: Truth = -1;

export type LiveGround = Ground &
  LiveField & {
    readonly decisionMs: number | null;
    readonly nextToken: number;
    readonly meanConfidence: number;
    isOver(toMs: number): boolean;
    isPast(window: OrdinalWindow): boolean;
  };

/** Which rules are decided, and which must be looked at again when something happens. Rules nothing touches cost nothing. */
export class LiveVerdicts {
  readonly #ground: LiveGround;
  readonly #shared: StreamProgram;
  /** Per rule: its truth, `pending` until it is decided, and when it was; NaN without a clock. */
  readonly #truths: Int8Array;
  readonly #decidedAtMs: Float64Array;
  #decidedCount = 0;
  readonly #dirty = new Set<number>();
  /** Rules with a window that wait for a partial match to end: without a window, something may always still come. */
  readonly #watching = new Set<number>();
  /** 1 per rule that waits for somebody to speak. */
  readonly #unspoken: Uint8Array;
  /** Disjoint spans so far of nodes that are counted. */
  readonly #counts = new Map<number, { count: number; last: number }>();
  #deadlines: { readonly ms: number; readonly rules: readonly number[] }[] | null = null;
  #sawPartial = false;

  constructor(ground: LiveGround, shared: StreamProgram) {
    this.#ground = ground;
    this.#shared = shared;
    this.#truths = new Int8Array(shared.program.rules.length).fill(pending);
    this.#decidedAtMs = new Float64Array(shared.program.rules.length);
    this.#unspoken = new Uint8Array(shared.program.rules.length);
    for (const rule of shared.factRules) this.#dirty.add(rule);
  }

  get size(): number {
    return this.#decidedCount + this.#watching.size + this.#counts.size * 2;
  }

  truthOf(rule: number): Truth {
    return this.#truths[rule] ?? pending;
  }

  decidedAtMs(rule: number): number | null {
    const ms = this.#decidedAtMs[rule] ?? Number.NaN;
    return this.#isDecided(rule) && !Number.isNaN(ms) ? ms : null;
  }

  #isDecided(rule: number): boolean {
    return this.#truths[rule] !== pending;
  }

  /** Windows that close by the clock, with their rules, in order. */
  deadlines(): readonly { readonly ms: number; readonly rules: readonly number[] }[] {
    this.#deadlines ??= this.#shared.timedWindows
      .flatMap(({ node, rules }) => {
        const plan = this.#shared.program.nodes[node];
        const bounds = plan?.op === 'window' ? windowBounds(plan.window, this.#ground.clock) : null;
        return bounds === null ? [] : [{ ms: bounds.toMs, rules }];
      })
      .sort((a, b) => a.ms - b.ms);
    return this.#deadlines;
  }

  closed(ms: number): void {
    for (const deadline of this.deadlines()) if (deadline.ms === ms) this.#touch(deadline.rules);
    this.#deadlines = this.deadlines().filter((deadline) => deadline.ms > ms);
  }

  /** A turn began or ended: windows that are counted in turns or words may have closed. Before that nothing in them is decided by what is missing. */
  ordinalMoved(): void {
    for (const { window, rules } of this.#shared.ordinalWindows) if (this.#ground.isPast(window)) this.#touch(rules);
  }

  spoke(speaker: LiveSpeaker, isSure: boolean): void {
    const now = isSure || speaker.spoke === 'surely' ? 'surely' : 'unsurely';
    if (speaker.spoke === now) return;
    speaker.spoke = now;
    for (let rule = 0; rule < this.#unspoken.length; rule++) if (this.#unspoken[rule] === 1) this.#dirty.add(rule);
  }

  found(node: number, spans: readonly LiveSpan[]): void {
    this.#touch(this.#shared.rulesByNode[node] ?? []);
    if (this.#shared.counted[node] !== 1) return;
    const state = this.#counts.get(node) ?? { count: 0, last: -1 };
    for (const span of [...spans].sort((a, b) => endOf(a) - endOf(b) || startOf(b) - startOf(a))) {
      if (startOf(span) <= state.last) continue;
      state.count++;
      state.last = endOf(span);
    }
    this.#counts.set(node, state);
  }

  #touch(rules: readonly number[]): void {
    for (const rule of rules) if (!this.#isDecided(rule)) this.#dirty.add(rule);
  }

  /** Decides what can be decided and returns the rules that fire now. */
  settle(): CompiledRule[] {
    const { program } = this.#shared;
    if (this.#ground.ended) for (const rule of program.rules) if (!this.#isDecided(rule.index)) this.#dirty.add(rule.index);
    for (const rule of this.#watching) this.#dirty.add(rule);
    const fired: CompiledRule[] = [];
    // Rules stand behind those they refer to, so one round in order settles all but late dependents.
    while (this.#dirty.size > 0) {
      const round = [...this.#dirty].sort((a, b) => a - b);
      this.#dirty.clear();
      for (const index of round) {
        const rule = program.rules[index];
        if (rule === undefined || this.#isDecided(index)) continue;
        if (this.#decide(rule) && (rule.rule.manner === 'detect' ? met : missed) === this.truthOf(index)) fired.push(rule);
      }
    }
    return fired;
  }

  #decide(rule: CompiledRule): boolean {
    this.#sawPartial = false;
    const truth = this.#ruleTruth(rule);
    this.#watching.delete(rule.index);
    this.#unspoken[rule.index] = 0;
    if (truth === pending) {
      if (!this.#sawPartial) this.#unspoken[rule.index] = 1;
      else if (this.#shared.closes[rule.index] === 1) this.#watching.add(rule.index);
      return false;
    }
    this.#truths[rule.index] = truth;
    this.#decidedAtMs[rule.index] = this.#ground.decisionMs ?? Number.NaN;
    this.#decidedCount++;
    this.#touch(this.#shared.dependents[rule.index] ?? []);
    return true;
  }

  #ruleTruth(rule: CompiledRule): Truth {
    const { languages } = rule.rule;
    const { language } = this.#ground.conversation;
    if (languages !== null && language !== null && !languages.includes(language.code)) return unknownFor('language');
    if (rule.applies !== null) {
      const applies = this.#truth(rule.applies);
      if (applies === missed) return unknownFor('does-not-apply');
      if (applies !== met) return applies;
    }
    const truth = this.#truth(rule.body);
    if (truth !== missed || (!rule.needs.fullWindow && rule.needs.asr === null)) return truth;
    return this.#ground.ended ? missedDespiteNeeds(rule, this.#ground, () => this.#ground.meanConfidence) : pending;
  }

  #truth(plan: TruthPlan): Truth {
    switch (plan.op) {
      case 'spans':
        return this.#ground.found(plan.node) ? met : this.#absence(plan.node);
      case 'count':
        return this.#countTruth(plan);
      case 'distinct':
        return this.#distinctTruth(plan);
      case 'rule':
        return this.truthOf(plan.rule);
      case 'and':
        return liveAnd(this.#truth(plan.left), this.#truth(plan.right));
      case 'or':
        return liveNot(liveAnd(liveNot(this.#truth(plan.left)), liveNot(this.#truth(plan.right))));
      case 'unless':
        return liveAnd(this.#truth(plan.left), liveNot(this.#truth(plan.right)));
      case 'not':
        return liveNot(this.#truth(plan.operand));
      case 'score':
        return this.#score(plan);
      default:
        return this.#fact(plan);
    }
  }

  /** Nothing found so far: surely missed only when nothing can come any more and nothing hindered the search. */
  #absence(node: number): Truth {
    if (this.#ground.ended) return emptyTruth(node, this.#ground);
    const low = this.#ground.low(node);
    if (low !== never) {
      if (low.token < this.#ground.nextToken) this.#sawPartial = true;
      return pending;
    }
    return this.isHindered(node) ? pending : missed;
  }

  /** Whether finding nothing of a node may come from what could not be searched. */
  isHindered(id: number): boolean {
    const ground = this.#ground;
    const node = ground.program.nodes[id];
    if (node === undefined || ground.isWithheld || ground.isEmpty) return true;
    if (node.op === 'leaf' || node.op === 'like' || node.op === 'turn') {
      if (node.op === 'turn' && node.measure !== 'words') return true;
      return node.speaker !== null && ground.spoke(node.speaker) !== 'surely';
    }
    if (node.op === 'event') return true;
    if (node.op === 'window' && (this.#isRunning(node.window) || windowHindrance(node, ground) !== missed)) return true;
    if ((node.op === 'limit' || (node.op === 'relative' && node.withinMs !== null)) && !ground.hasClock) return true;
    return childrenOf(node).some((child) => this.isHindered(child));
  }

  /** What hinders the search of a window is only known when it is over. */
  #isRunning(window: Window): boolean {
    const bounds = windowBounds(window, this.#ground.clock);
    const late = window.kind === 'share' || ('edge' in window && window.edge === 'last');
    return late || (bounds !== null && !this.#ground.isOver(bounds.toMs));
  }

  #countTruth(plan: Extract<TruthPlan, { op: 'count' }>): Truth {
    const { program } = this.#shared;
    const isOpen = !this.#ground.ended && this.#ground.low(plan.node) !== never;
    const isDelayed = program.nodes[plan.node]?.delayed === true;
    if (!isOpen) {
      const absent = this.#ground.found(plan.node) ? missed : this.#absence(plan.node);
      return absent === missed ? fromBoolean(compareNumbers(this.#ground.disjoint(plan.node), plan.comparator, plan.value)) : absent;
    }
    return isDelayed ? pending : growing(this.#counts.get(plan.node)?.count ?? 0, plan.comparator, plan.value);
  }

  #distinctTruth(plan: Extract<TruthPlan, { op: 'distinct' }>): Truth {
    const found = plan.nodes.filter((node) => this.#ground.found(node)).length;
    const absences = plan.nodes.filter((node) => !this.#ground.found(node)).map((node) => this.#absence(node));
    if (absences.includes(pending)) return growing(found, plan.comparator, plan.value);
    const hindrance = found > 0 ? missed : (absences.find((absence) => absence > met) ?? missed);
    return hindrance === missed ? fromBoolean(compareNumbers(found, plan.comparator, plan.value)) : hindrance;
  }

  #score(plan: Extract<TruthPlan, { op: 'score' }>): Truth {
    const terms = plan.terms.map((term) => this.#truth(term.when));
    const isOpen = terms.includes(pending);
    const truth = scoreTruth(
      plan,
      terms.map((term) => (term === pending ? unknownFor('metric-unknown') : term)),
    );
    return isOpen && truth > met ? pending : truth;
  }

  /** Facts that are known stay as they are; measures, lengths and what is not known yet wait for the end. */
  #fact(plan: TruthPlan): Truth {
    if (this.#ground.ended) return factTruth(plan, this.#ground.conversation);
    const isEarly =
      (plan.op !== 'metric' && plan.op !== 'member') || /^(?:attr\..*|channel|direction|queue|team|agent|language)$/.test(plan.path);
    const truth = isEarly ? factTruth(plan, this.#ground.conversation) : pending;
    return truth > met ? pending : truth;
  }
}

/** Kleene's and with a fourth value that may still become any of the others. */
function liveAnd(left: Truth, right: Truth): Truth {
  if (left === missed || right === missed) return missed;
  if (left === pending || right === pending) return pending;
  return left === met ? right : left;
}

function liveNot(operand: Truth): Truth {
  return operand === pending ? pending : not(operand);
}

/** A number that can only grow, against a bound. */
function growing(found: number, comparator: Comparator, bound: number): Truth {
  // Nothing found may yet turn out to be nothing heard.
  if (found === 0) return pending;
  const above = found > bound;
  switch (comparator) {
    case '>=':
      return found >= bound ? met : pending;
    case '>':
    case '!=':
      return above ? met : pending;
    case '<':
      return found >= bound ? missed : pending;
    case '<=':
    case '=':
      return above ? missed : pending;
  }
}
