import type { Finding } from '../domain/finding.ts';
import { roles } from '../domain/vocabulary.ts';
import { Dictionary } from '../language/tokens/dictionary.ts';
import type { Conversation } from './conversation.ts';
import { Document } from './document.ts';
import { findingOf } from './findings.ts';
import { judge } from './judge.ts';
import { conversationOfLeg } from './leg-scope.ts';
import type { Likeness } from './likeness.ts';
import { Matcher } from './match.ts';
import { MatcherGround } from './matcher-ground.ts';
import { missedDespiteNeeds } from './needs.ts';
import type { CompiledRule, Program } from './plan.ts';
import { searchedWindow } from './searched-window.ts';
import { met, missed, type Truth, unknownFor } from './truth.ts';
import { VocabularyCodes } from './vocabulary-codes.ts';

export interface EngineOptions {
  /** Shared with the store, so that its token ids can be used; a new one otherwise. */
  readonly dictionary?: Dictionary;
  readonly likeness?: Likeness;
}

/**
 * Runs a program over one conversation after another, in the same memory. `run` gives the verdicts; findings with their
 * evidence are made from what `run` found when they are asked for.
 */
export class RuleEngine {
  readonly program: Program;
  readonly matcher: Matcher;
  readonly ground: MatcherGround;
  readonly document = new Document();
  readonly dictionary: Dictionary;
  /** Truth per rule index after `run`. */
  readonly truths: Uint8Array;
  /** What the dictionary's words mean to the program: shared with live sessions of the same process. */
  readonly codes: VocabularyCodes;
  readonly #stamp: Int32Array;
  readonly #defaults = new Map<number, Uint8Array>();
  #run = 0;

  constructor(program: Program, options: EngineOptions = {}) {
    this.program = program;
    this.dictionary = options.dictionary ?? new Dictionary();
    this.matcher = new Matcher(program, options.likeness);
    this.ground = new MatcherGround(this.matcher);
    this.truths = new Uint8Array(program.rules.length);
    this.codes = new VocabularyCodes(program, this.dictionary);
    this.#stamp = new Int32Array(program.rules.length);
  }

  run(conversation: Conversation): void {
    this.document.load(conversation, this.dictionary, this.program.uses.events);
    this.#judgeAll();
  }

  /** As `run`, from stored token ids of each turn. */
  runIds(conversation: Conversation, turns: readonly Readonly<Int32Array>[]): void {
    this.document.loadIds(conversation, turns, this.program.uses.events);
    this.#judgeAll();
  }

  #judgeAll(): void {
    const { program, document, matcher } = this;
    matcher.scan(document, this.codes);
    const defaults = this.#defaultsFor(profileOf(this));
    this.#run++;
    if (defaults === null) {
      for (const rule of program.rules) this.ruleTruth(rule.index);
      return;
    }
    this.truths.set(defaults);
    const { touched, touchedCount } = matcher.postings;
    for (let at = 0; at < touchedCount; at++) {
      const rules = program.rulesByLeaf[touched[at] ?? 0];
      if (rules === undefined) continue;
      for (let index = 0; index < rules.length; index++) this.ruleTruth(rules[index] ?? 0);
    }
    for (let index = 0; index < program.alwaysRules.length; index++) this.ruleTruth(program.alwaysRules[index] ?? 0);
  }

  /** Outcomes of a conversation of this profile in which no phrase of any rule occurs. */
  #defaultsFor(profile: number): Uint8Array | null {
    if (profile < 0) return null;
    const known = this.#defaults.get(profile);
    if (known !== undefined) return known;
    const { matcher, document, program } = this;
    matcher.forgetHits();
    this.#run++;
    for (const rule of program.rules) if (rule.triggers !== null) this.ruleTruth(rule.index);
    const defaults = this.truths.slice();
    this.#defaults.set(profile, defaults);
    matcher.scan(document, this.codes);
    return defaults;
  }

  ruleTruth(index: number): Truth {
    if (this.#stamp[index] === this.#run) return this.truths[index] ?? missed;
    this.#stamp[index] = this.#run;
    const rule = this.program.rules[index];
    const truth = rule === undefined ? missed : this.#judgeRule(rule);
    this.truths[index] = truth;
    return truth;
  }

  #judgeRule(rule: CompiledRule): Truth {
    const { conversation } = this.document;
    const { languages } = rule.rule;
    if (languages !== null && conversation.language !== null && !languages.includes(conversation.language.code))
      return unknownFor('language');
    if (rule.applies !== null) {
      const applies = judge(rule.applies, this);
      if (applies === missed) return unknownFor('does-not-apply');
      if (applies !== met) return applies;
    }
    const truth = judge(rule.body, this);
    return truth === missed ? missedDespiteNeeds(rule, this.ground, () => meanConfidence(this.document)) : truth;
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

/**
 * Everything about a conversation that decides rules whose phrases do not occur, as one number; -1 where that is not worth
 * caching (paused recordings, masked words).
 */
function profileOf(engine: RuleEngine): number {
  const { document, matcher } = engine;
  const { conversation } = document;
  if (document.isWithheld || document.count === 0 || matcher.postings.skipped > 0) return -1;
  for (const event of conversation.events) if (event.kind === 'pause') return -1;
  let spoken = 0;
  for (const [turn, speaker] of document.turnSpeaker.entries()) {
    if (!document.hasWords(turn)) continue;
    const bit = roles.indexOf(document.speakers[speaker]?.role ?? 'unknown');
    spoken |= 1 << (document.turnSure[turn] === true ? bit : bit + roles.length);
  }
  const channel = ['voice', 'chat', 'email', 'messaging'].indexOf(conversation.channel);
  const direction = conversation.direction === null ? 0 : 1 + ['inbound', 'outbound', 'internal'].indexOf(conversation.direction);
  const clock =
    (document.hasClock ? 1 : 0) |
    (Number.isNaN(document.zeroMs) ? 0 : 2) |
    (Number.isNaN(document.endMs) ? 0 : 4) |
    (conversation.events.length > 0 ? 8 : 0);
  return ((spoken * 4 + channel) * 4 + direction) * 16 + clock;
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
