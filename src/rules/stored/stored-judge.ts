import type { Finding } from '../../domain/finding.ts';
import { type Dictionary, specialToken } from '../../language/tokens/dictionary.ts';
import { decodeTokens } from '../../language/tokens/token-codec.ts';
import type { Conversation, OtherContact } from '../conversation.ts';
import { type EngineOptions, findingsOf, RuleEngine } from '../evaluate.ts';
import { truthsOf } from '../needs.ts';
import type { Program, TruthPlan } from '../plan.ts';
import type { Truth } from '../truth.ts';
import { ownProfile } from './profile.ts';
import { conversationOfReading, type ReadConversation, type Reading, turnsOfTokens } from './reading.ts';

/** A reading as the store gives it back: its tokens are ids of the store's dictionary. */
export interface StoredReading extends Omit<Reading, 'vocabulary'> {
  readonly id: string;
  /** False when another tokeniser made the ids: the words must be read anew. */
  readonly isCurrent: boolean;
  /** The customer's earlier contacts, where they are known. */
  readonly history?: readonly OtherContact[] | undefined;
}

/** Judges stored conversations by one program, from their token ids; from their text where a rule or its evidence needs it. */
export class StoredJudge {
  readonly engine: RuleEngine;
  readonly #needsText: boolean;
  #ids = new Int32Array(4096);

  constructor(program: Program, options: EngineOptions & { readonly dictionary: Dictionary }) {
    this.engine = new RuleEngine(program, options);
    this.#needsText = programNeedsText(program);
  }

  /** Null: give its text to `judgeText`. Afterwards `truthOf` answers. */
  judge(reading: StoredReading): Conversation | null {
    const { conversation, hasText } = this.#read(reading);
    if (hasText) this.engine.run(conversation);
    else if (this.#needsText || !reading.isCurrent || reading.profile === ownProfile) return null;
    else this.engine.runIds(conversation, this.#turnsOf(reading.tokens, conversation.turns.length));
    return conversation;
  }

  /** As if none of the rules' words had been said: what holds for every such conversation of its profile. */
  judgeSilent(reading: StoredReading): void {
    const { conversation } = this.#read(reading);
    const turns = this.#turnsOf(reading.tokens, conversation.turns.length);
    for (const ids of turns) ids.fill(specialToken.rare);
    this.engine.runIds({ ...conversation, turns: conversation.turns.map((turn) => ({ ...turn, words: [] })) }, turns);
  }

  truthOf(rule: number): Truth {
    return this.engine.ruleTruth(rule);
  }

  /** Findings of what was judged last; null when they quote words and the conversation has none at hand. */
  findings(conversation: Conversation): Finding[] | null {
    const findings = this.engine.program.rules.some(({ rule }) => rule.scope === 'leg')
      ? findingsOf(this.engine, conversation)
      : this.engine.findings();
    const quotes = findings.some(({ spans }) => spans.some(({ turn }) => turn >= 0 && conversation.turns[turn]?.text === ''));
    return quotes ? null : findings;
  }

  /** Findings from the text itself. */
  judgeText(reading: StoredReading, texts: readonly string[]): { readonly conversation: Conversation; readonly findings: Finding[] } {
    const { conversation: read, hasText } = this.#read(reading);
    const turns = hasText ? read.turns : read.turns.map((turn, index) => ({ ...turn, text: texts[index] ?? '' }));
    const conversation = withTurns(read, turns);
    return { conversation, findings: findingsOf(this.engine, conversation) };
  }

  #read(reading: StoredReading): ReadConversation {
    const read = conversationOfReading(reading.id, reading);
    if (reading.history !== undefined) Object.defineProperty(read.conversation, 'history', { value: reading.history, enumerable: true });
    return read;
  }

  #turnsOf(tokens: Uint8Array, turns: number): Int32Array[] {
    if (tokens.length > this.#ids.length) this.#ids = new Int32Array(tokens.length * 2);
    return turnsOfTokens(this.#ids, decodeTokens(tokens, this.#ids), turns);
  }
}

/** Attributes and measures of a reading are read when asked for, so it is not copied. */
function withTurns(conversation: Conversation, turns: Conversation['turns']): Conversation {
  return Object.defineProperty(conversation, 'turns', { value: turns, enumerable: true });
}

/** Whether a program asks for attributes or measures: otherwise a reading's facts need not be read. */
export function needsFacts(program: Program): boolean {
  const plans = program.rules.flatMap(({ applies, body }) => (applies === null ? [body] : [applies, body]));
  return program.nodes.some(({ op }) => op === 'turn') || plans.some((plan) => [...truthsOf(plan)].some(({ op }) => factOps.has(op)));
}

const factOps: ReadonlySet<TruthPlan['op']> = new Set(['metric', 'member', 'localtime', 'contacts', 'prior']);

/** Meaning is read from sentences, legs from their own words, and `words` counts what stands between spaces. */
function programNeedsText(program: Program): boolean {
  if (program.uses.like || program.rules.some(({ rule }) => rule.scope === 'leg')) return true;
  const plans = program.rules.flatMap(({ applies, body }) => (applies === null ? [body] : [applies, body]));
  return plans.some((plan) => [...truthsOf(plan)].some(countsWords));
}

function countsWords(plan: TruthPlan): boolean {
  return (plan.op === 'metric' || plan.op === 'member') && plan.path === 'words';
}
