import type { UnassessableReason } from '../domain/finding.ts';
import type { Conversation } from './conversation.ts';
import { comparable, countContacts, factOf, localMinutes, metBefore, turnValue } from './facts.ts';
import type { Ground } from './ground.ts';
import type { SpanPlan, Speaker, TruthPlan } from './plan.ts';
import type { Comparator, Literal } from './syntax.ts';
import { and, compareNumbers, compareValue, fromBoolean, met, missed, not, or, type Truth, unknownFor } from './truth.ts';
import { windowHindrance } from './window-hindrance.ts';

export interface JudgeContext {
  readonly ground: Ground;
  /** Verdict of another rule of the program. */
  ruleTruth(index: number): Truth;
}

/** The truth of a plan on the ground's document, by Kleene's tables. */
export function judge(plan: TruthPlan, context: JudgeContext): Truth {
  switch (plan.op) {
    case 'spans':
      return spansTruth(plan.node, context.ground);
    case 'count':
      return countTruth(plan, context.ground);
    case 'distinct':
      return distinctTruth(plan, context.ground);
    case 'rule':
      return context.ruleTruth(plan.rule);
    case 'and':
      return and(judge(plan.left, context), judge(plan.right, context));
    case 'or':
      return or(judge(plan.left, context), judge(plan.right, context));
    case 'unless':
      return and(judge(plan.left, context), not(judge(plan.right, context)));
    case 'not':
      return not(judge(plan.operand, context));
    case 'score':
      return scoreTruth(
        plan,
        plan.terms.map((term) => judge(term.when, context)),
      );
    default:
      return factTruth(plan, context.ground.conversation);
  }
}

/** Conditions on what is known beside the words. */
export function factTruth(plan: TruthPlan, conversation: Conversation): Truth {
  switch (plan.op) {
    case 'metric':
      return metricTruth(conversation, plan.path, (value) => compareValue(value, plan.comparator, comparable(plan.path, plan.value)));
    case 'member':
      return metricTruth(
        conversation,
        plan.path,
        (value) => plan.values.some((literal: Literal) => compareValue(value, '=', literal)) !== plan.negated,
      );
    case 'localtime': {
      const minutes = localMinutes(conversation, plan.of);
      return minutes === null ? unknownFor('no-clock') : fromBoolean((minutes >= plan.from && minutes <= plan.to) !== plan.negated);
    }
    case 'contacts': {
      const contacts = countContacts(conversation, plan.filters);
      return contacts === null ? unknownFor('no-history') : fromBoolean(compareNumbers(contacts, plan.comparator, plan.value));
    }
    case 'prior': {
      const before = metBefore(conversation, plan.rule);
      return before === null ? unknownFor('no-history') : fromBoolean(before);
    }
    default:
      return missed;
  }
}

/** A measure, field or attribute that is not set is unknown, not false: `metric-unknown`. */
function metricTruth(conversation: Conversation, path: string, test: (value: string | number | boolean) => boolean): Truth {
  const value = factOf(conversation, path);
  if (value !== null) return fromBoolean(test(value));
  return unknownFor('metric-unknown');
}

function spansTruth(node: number, ground: Ground): Truth {
  return ground.found(node) ? met : emptyTruth(node, ground);
}

function countTruth(plan: Extract<TruthPlan, { op: 'count' }>, ground: Ground): Truth {
  return numberTruth(ground.disjoint(plan.node), plan, ground.found(plan.node) ? missed : emptyTruth(plan.node, ground));
}

function distinctTruth(plan: Extract<TruthPlan, { op: 'distinct' }>, ground: Ground): Truth {
  let found = 0;
  let hindrance: Truth = missed;
  for (const node of plan.nodes) {
    if (ground.found(node)) found++;
    else hindrance = or(hindrance, emptyTruth(node, ground));
  }
  return numberTruth(found, plan, found === 0 ? hindrance : missed);
}

/** A count of nothing because nothing could be heard is not a count. */
function numberTruth(found: number, plan: { readonly comparator: Comparator; readonly value: number }, hindrance: Truth): Truth {
  return hindrance > met ? hindrance : fromBoolean(compareNumbers(found, plan.comparator, plan.value));
}

/** With unknown terms the score lies between two bounds; it is decided when both fall on the same side. */
export function scoreTruth(plan: Extract<TruthPlan, { op: 'score' }>, terms: readonly Truth[]): Truth {
  let low = 0;
  let high = 0;
  let unknown: Truth = missed;
  for (const [index, truth] of terms.entries()) {
    const weight = plan.terms[index]?.weight ?? 0;
    if (truth === met) {
      low += weight;
      high += weight;
    } else if (truth !== missed) {
      unknown = unknown === missed ? truth : unknown;
      if (weight > 0) high += weight;
      else low += weight;
    }
  }
  const atLow = compareNumbers(round(low), plan.comparator, plan.value);
  return atLow === compareNumbers(round(high), plan.comparator, plan.value) ? fromBoolean(atLow) : unknown;
}

/** Sums of weights such as 0.1 + 0.2 must equal 0.3. */
function round(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

/** What an empty node means: missed, or the reason why emptiness proves nothing. */
export function emptyTruth(id: number, ground: Ground): Truth {
  const node = ground.program.nodes[id];
  return node === undefined ? missed : emptyNodeTruth(node, ground);
}

function emptyNodeTruth(node: SpanPlan, ground: Ground): Truth {
  switch (node.op) {
    case 'leaf':
    case 'like':
    case 'turn':
      return or(speakerTruth(node.speaker, ground), node.op === 'turn' ? turnMeasureTruth(node, ground) : missed);
    case 'event':
      return eventTruth(node, ground);
    case 'either':
      return node.options.reduce<Truth>((truth, option) => or(truth, unlessFound(option, ground)), missed);
    case 'near':
    case 'adjacent':
    case 'same':
    case 'sequence':
      return bothTruth(node.left, node.right, ground);
    case 'relative':
      return relativeTruth(node, ground);
    case 'notNear':
    case 'notIn':
      return emptyTruth(node.left, ground);
    case 'window':
      return or(emptyTruth(node.child, ground), windowHindrance(node, ground));
    case 'limit':
      return ground.hasClock ? emptyTruth(node.child, ground) : unknownFor('no-clock');
    default:
      return emptyTruth(node.child, ground);
  }
}

function unlessFound(id: number, ground: Ground): Truth {
  const truth = emptyTruth(id, ground);
  return truth === met ? missed : truth;
}

/** Both parts are needed: missed as soon as one surely is; both found but never together is missed as well. */
function bothTruth(left: number, right: number, ground: Ground): Truth {
  const both = and(spansTruth(left, ground), spansTruth(right, ground));
  return both === met ? or(emptyTruth(left, ground), emptyTruth(right, ground)) : both;
}

function relativeTruth(node: Extract<SpanPlan, { op: 'relative' }>, ground: Ground): Truth {
  if (node.withinMs !== null && !ground.hasClock) return unknownFor('no-clock');
  if (!node.negated && !node.first) return bothTruth(node.child, node.other, ground);
  const needsAnswer = asksForAnswer(node) && ground.found(node.child) && !isSearched(node.other, ground);
  return emptyTruth(needsAnswer ? node.other : node.child, ground);
}

/**
 * `x not before (y)` holds it against somebody that y did not follow. `x not after (y)` does not: who says x without waiting for y
 * has failed alone.
 */
export function asksForAnswer(node: Extract<SpanPlan, { op: 'relative' }>): boolean {
  return node.negated && node.direction === 'before' && !node.first;
}

/** Whether finding nothing of a node means that it was not said: somebody who never spoke cannot have failed to say it. */
export function isSearched(node: number, ground: Ground): boolean {
  return ground.found(node) || emptyTruth(node, ground) === missed;
}

export function speakerTruth(speaker: Speaker, ground: Ground): Truth {
  const reason = speakerHindrance(speaker, ground);
  return reason === null ? missed : unknownFor(reason);
}

function speakerHindrance(speaker: Speaker, ground: Ground): UnassessableReason | null {
  if (ground.isWithheld) return ground.conversation.stateReason === 'language' ? 'language' : 'no-transcript';
  if (ground.isEmpty) return 'no-transcript';
  if (speaker === null) return null;
  const spoke = ground.spoke(speaker);
  return spoke === 'surely' ? null : spoke === 'unsurely' ? 'role-unsure' : 'no-such-role';
}

function turnMeasureTruth(node: Extract<SpanPlan, { op: 'turn' }>, ground: Ground): Truth {
  if (node.measure === 'words') return missed;
  if (node.measure === 'duration') return ground.isText || !ground.hasClock ? unknownFor('no-clock') : missed;
  return isKnownFor(node, ground.conversation) ? missed : unknownFor('metric-unknown');
}

/** A side that was never judged (agents, unless the workspace says so) is not known, whatever is known of the other. */
function isKnownFor({ measure, speaker }: Extract<SpanPlan, { op: 'turn' }>, conversation: Conversation): boolean {
  if (turnValue(conversation, measure, 0) === undefined) return false;
  if (speaker === null || conversation.turnMeasures?.[measure] !== undefined) return true;
  return conversation.turns.some(({ role }, place) => role === speaker.role && turnValue(conversation, measure, place) !== null);
}

/** Silence and speech overlap do not exist on text channels, gaps do not exist on voice: not assessable, never false. */
function eventTruth(node: Extract<SpanPlan, { op: 'event' }>, ground: Ground): Truth {
  if (!ground.hasClock && ground.conversation.events.length === 0) return unknownFor('no-clock');
  const spokenOnly = ['silence', 'dead_air', 'overtalk', 'interruption', 'music'].includes(node.event);
  if (spokenOnly && ground.isText) return unknownFor('metric-unknown');
  return node.event === 'gap' && !ground.isText ? unknownFor('metric-unknown') : missed;
}
