import type { Finding } from '../domain/finding.ts';
import { Dictionary } from '../language/tokens/dictionary.ts';
import type { Conversation } from './conversation.ts';
import { Document } from './document.ts';
import { findingOf } from './findings.ts';
import { footing } from './footing.ts';
import { emptyTruth, judge } from './judge.ts';
import { conversationOfLeg } from './leg-scope.ts';
import { Matcher } from './match.ts';
import { MatcherGround } from './matcher-ground.ts';
import { missedDespiteNeeds } from './needs.ts';
import type { Program } from './plan.ts';
import { truthOp, undecided } from './program-tables.ts';
import { searchedWindow } from './searched-window.ts';
import { and, compareNumbers, fromBoolean, met, missed, not, or, type Truth, unknownFor } from './truth.ts';
import { VocabularyCodes } from './vocabulary-codes.ts';
import type { WordShelf } from './word-shelf.ts';

export interface EngineOptions {
  /** Shared with the store, so that its token ids can be used; a new one otherwise. */
  readonly dictionary?: Dictionary;
}

/**
 * Runs a program over one conversation after another, in the same memory. `run` gives the verdicts; findings with their
 * evidence are made from what `run` found when they are asked for. What a conversation costs follows from the phrases that
 * occur in it: every other rule has the outcome of its profile, worked out once.
 */
export class RuleEngine {
  readonly program: Program;
  readonly matcher: Matcher;
  readonly ground: MatcherGround;
  readonly document = new Document();
  readonly dictionary: Dictionary;
  /** Truth per rule index after `run`. */
  readonly truths: Uint8Array;
  /** Rules that a phrase touched in the last run; all others have the outcome of the profile. */
  readonly touched: Int32Array;
  touchedCount = 0;
  /** What the dictionary's words mean to the program: shared with live sessions of the same process. */
  readonly codes: VocabularyCodes;
  readonly #stamp: Int32Array;
  readonly #defaults = new Map<number, Uint8Array>();
  /** Outcomes that `truths` was filled with, but for the rules touched since. */
  #shown: Readonly<Uint8Array> | null = null;
  #given = 0;
  #run = 0;

  constructor(program: Program, options: EngineOptions = {}) {
    this.program = program;
    this.dictionary = options.dictionary ?? new Dictionary();
    this.matcher = new Matcher(program);
    this.ground = new MatcherGround(this.matcher);
    this.truths = new Uint8Array(program.rules.length);
    this.touched = new Int32Array(program.rules.length);
    this.codes = new VocabularyCodes(program, this.dictionary);
    this.#stamp = new Int32Array(program.rules.length);
  }

  run(conversation: Conversation): void {
    this.document.load(conversation, this.dictionary, this.program.uses.events);
    this.#judgeAll();
  }

  /** As `run`, from the word ids of each turn; the text need not be there, and findings quote nothing. */
  runIds(conversation: Conversation, turns: readonly Readonly<Int32Array>[]): void {
    this.document.loadIds(conversation, turns, this.program.uses.events);
    this.#judgeAll();
  }

  /** Puts the conversation's words on a shelf, to run over again with `runShelved`. */
  shelve(conversation: Conversation, shelf: WordShelf): void {
    this.document.load(conversation, this.dictionary, this.program.uses.events);
    shelf.add(this.document);
  }

  /** As `run`, from the words on a shelf; the text is read only where a clock or a finding needs it. */
  runShelved(shelf: WordShelf, index: number, conversation: Conversation): void {
    const { dictionary } = this;
    this.document.take(shelf, index, { conversation, dictionary, withEvents: this.program.uses.events });
    this.#judgeAll();
  }

  #judgeAll(): void {
    const { program, document, matcher } = this;
    matcher.scan(document, this.codes);
    const defaults = this.#defaultsFor(document.profile);
    this.#begin(defaults);
    if (defaults === null) {
      for (let rule = 0; rule < program.rules.length; rule++) this.ruleTruth(rule);
      return;
    }
    const { firstRule, rulesOfNode, decided, alwaysRules } = program.tables;
    const { touched, touchedCount } = matcher.arena;
    for (let at = 0; at < touchedCount; at++) {
      const node = touched[at] ?? 0;
      const to = firstRule[node + 1] ?? 0;
      for (let index = firstRule[node] ?? 0; index < to; index++) {
        const rule = rulesOfNode[index] ?? 0;
        const truth = decided[index] ?? undecided;
        if (truth === undecided) this.ruleTruth(rule);
        else this.#settle(rule, truth);
      }
    }
    for (let index = 0; index < alwaysRules.length; index++) this.ruleTruth(alwaysRules[index] ?? 0);
  }

  #settle(rule: number, truth: Truth): void {
    if (this.#stamp[rule] === this.#run) return;
    this.#stamp[rule] = this.#run;
    this.touched[this.touchedCount++] = rule;
    this.truths[rule] = truth;
  }

  /** All rules have the outcomes of the profile until a hit says otherwise; those of the last run are mostly still in place. */
  #begin(defaults: Readonly<Uint8Array> | null): void {
    const { touched, truths } = this;
    if (defaults !== null && defaults !== this.#shown) truths.set(defaults);
    else if (defaults !== null)
      for (let at = 0; at < this.touchedCount; at++) truths[touched[at] ?? 0] = defaults[touched[at] ?? 0] ?? missed;
    this.#shown = defaults;
    this.#run++;
    this.touchedCount = 0;
    const { given } = this.document;
    this.#given = this.matcher.masked === 0 ? given : given & ~footing.clock;
  }

  /** Outcomes of a conversation of this profile in which no phrase of any rule occurs; null where none are kept. */
  #defaultsFor(profile: number): Uint8Array | null {
    const { matcher, document, program } = this;
    if (profile < 0 || matcher.masked > 0) return null;
    const known = this.#defaults.get(profile);
    if (known !== undefined) return known;
    matcher.forgetHits();
    this.#begin(null);
    for (const rule of program.rules) if (rule.triggers !== null) this.ruleTruth(rule.index);
    const defaults = this.truths.slice();
    this.#defaults.set(profile, defaults);
    matcher.scan(document, this.codes);
    return defaults;
  }

  ruleTruth(index: number): Truth {
    if (this.#stamp[index] === this.#run) return this.truths[index] ?? missed;
    this.#stamp[index] = this.#run;
    this.touched[this.touchedCount++] = index;
    const { isPlain, body } = this.program.tables;
    const truth = isPlain[index] === 1 ? this.#truth(body[index] ?? 0) : this.#judgeRule(index);
    this.truths[index] = truth;
    return truth;
  }

  #judgeRule(index: number): Truth {
    const rule = this.program.rules[index];
    if (rule === undefined) return missed;
    const { conversation } = this.document;
    const { languages } = rule.rule;
    if (languages !== null && conversation.language !== null && !languages.includes(conversation.language.code))
      return unknownFor('language');
    if (rule.applies !== null) {
      const applies = judge(rule.applies, this);
      if (applies === missed) return unknownFor('does-not-apply');
      if (applies !== met) return applies;
    }
    const truth = this.#truth(this.program.tables.body[index] ?? 0);
    return truth === missed ? missedDespiteNeeds(rule, this.ground, () => meanConfidence(this.document)) : truth;
  }

  /** `judge` on the program's tables: the frequent kinds without a look at their plans. */
  #truth(at: number): Truth {
    const { truthOps, truthLeft, truthRight, truthPlans } = this.program.tables;
    const left = truthLeft[at] ?? 0;
    switch (truthOps[at]) {
      case truthOp.spans:
        return this.matcher.found(left) ? met : this.#emptyTruth(left);
      case truthOp.and: {
        const first = this.#truth(left);
        return first === missed ? missed : and(first, this.#truth(truthRight[at] ?? 0));
      }
      case truthOp.or: {
        const first = this.#truth(left);
        return first === met ? met : or(first, this.#truth(truthRight[at] ?? 0));
      }
      case truthOp.unless: {
        const first = this.#truth(left);
        return first === missed ? missed : and(first, not(this.#truth(truthRight[at] ?? 0)));
      }
      case truthOp.not:
        return not(this.#truth(left));
      case truthOp.rule:
        return this.ruleTruth(left);
      case truthOp.count:
        // A count of nothing needs a look at why there is nothing.
        if (!this.matcher.found(left) && this.#emptyTruth(left) !== missed) return this.#emptyTruth(left);
        return this.#countTruth(at, left);
      default: {
        const plan = truthPlans[at];
        return plan === undefined ? missed : judge(plan, this);
      }
    }
  }

  #countTruth(at: number, node: number): Truth {
    const plan = this.program.tables.truthPlans[at];
    if (plan?.op !== 'count') return missed;
    return fromBoolean(compareNumbers(this.ground.disjoint(node), plan.comparator, plan.value));
  }

  /** Where all that a node asks for is given, finding nothing is a miss. */
  #emptyTruth(node: number): Truth {
    const asked = this.program.tables.footing[node] ?? 0;
    return (asked & ~this.#given) === 0 ? missed : emptyTruth(node, this.ground);
  }

  /** Findings of the run; `fired` alone leaves out rules that found nothing to report. */
  findings(options: { readonly only?: 'fired' | 'all' } = {}): Finding[] {
    const all: Finding[] = [];
    for (const rule of this.program.rules) {
      const truth = this.ruleTruth(rule.index);
      const fired = rule.rule.manner === 'detect' ? truth === met : truth === missed;
      if (options.only === 'fired' && !fired) continue;
      const finding = findingOf(rule, truth, this);
      const absent = finding.verdict !== 'not-assessable' && finding.spans.length === 0;
      all.push(absent ? { ...finding, searched: searchedWindow(rule.body, this.matcher) } : finding);
    }
    return all;
  }
}

function meanConfidence(document: Document): number {
  let sum = 0;
  let count = 0;
  for (const value of document.times?.confidence ?? []) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Every rule's finding on one conversation: the whole of it, or each agent leg for rules with `scope: leg`. */
export function evaluateRules(
  program: Program,
  conversation: Conversation,
  options: EngineOptions & { only?: 'fired' | 'all' } = {},
): Finding[] {
  const engine = new RuleEngine(program, options);
  return findingsOf(engine, conversation, options.only ?? 'all');
}

/** As `evaluateRules`, with an engine that is kept: what jobs over many conversations use. */
export function findingsOf(engine: RuleEngine, conversation: Conversation, only: 'fired' | 'all' = 'all'): Finding[] {
  engine.run(conversation);
  const scopes = new Map(engine.program.rules.map((rule) => [rule.rule.id, rule.rule.scope]));
  const findings = engine.findings({ only }).filter((finding) => scopes.get(finding.rule) === 'interaction');
  if (![...scopes.values()].includes('leg')) return findings;
  for (const [leg, { kind }] of conversation.legs.entries()) {
    if (kind !== 'agent') continue;
    engine.run(conversationOfLeg(conversation, leg));
    for (const finding of engine.findings({ only })) if (scopes.get(finding.rule) === 'leg') findings.push({ ...finding, leg });
  }
  return findings;
}
