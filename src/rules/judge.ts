import type { UnassessableReason } from '../domain/finding.ts';
import type { Conversation } from './conversation.ts';
import { comparable, countContacts, factOf, localMinutes, metBefore } from './facts.ts';
import type { Matcher } from './match.ts';
import type { SpanPlan, Speaker, TruthPlan } from './plan.ts';
import { countDisjoint } from './span-list.ts';
import type { Comparator, Literal } from './syntax.ts';
import { and, compareNumbers, compareValue, fromBoolean, met, missed, not, or, type Truth, unknownFor } from './truth.ts';
import { windowHindrance } from './window-hindrance.ts';

export interface JudgeContext {
  readonly matcher: Matcher;
  /** Verdict of another rule of the program. */
  ruleTruth(index: number): Truth;
}

/** The truth of a plan on the matcher's document, by Kleene's tables. */
export function judge(plan: TruthPlan, context: JudgeContext): Truth {
  switch (plan.op) {
    case 'spans':
      return spansTruth(plan.node, context.matcher);
    case 'count':
      return countTruth(plan, context.matcher);
    case 'distinct':
      return distinctTruth(plan, context.matcher);
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
      return factTruth(plan, context.matcher.document.conversation);
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

function spansTruth(node: number, matcher: Matcher): Truth {
  return matcher.spans(node).count > 0 ? met : emptyTruth(node, matcher);
}

function countTruth(plan: Extract<TruthPlan, { op: 'count' }>, matcher: Matcher): Truth {
  const list = matcher.spans(plan.node);
  return numberTruth(countDisjoint(list), plan, list.count === 0 ? emptyTruth(plan.node, matcher) : missed);
}

function distinctTruth(plan: Extract<TruthPlan, { op: 'distinct' }>, matcher: Matcher): Truth {
  let found = 0;
  let hindrance: Truth = missed;
  for (const node of plan.nodes) {
    if (matcher.spans(node).count > 0) found++;
    else hindrance = or(hindrance, emptyTruth(node, matcher));
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
export function emptyTruth(id: number, matcher: Matcher): Truth {
  const node = matcher.program.nodes[id];
  return node === undefined ? missed : emptyNodeTruth(node, matcher);
}

function emptyNodeTruth(node: SpanPlan, matcher: Matcher): Truth {
  switch (node.op) {
    case 'leaf':
    case 'like':
    case 'turn':
      return or(speakerTruth(node.speaker, matcher), node.op === 'turn' ? turnMeasureTruth(node, matcher) : missed);
    case 'event':
      return eventTruth(node, matcher);
    case 'either':
      return node.options.reduce<Truth>((truth, option) => or(truth, unlessFound(option, matcher)), missed);
    case 'near':
    case 'adjacent':
    case 'same':
    case 'sequence':
      return bothTruth(node.left, node.right, matcher);
    case 'relative':
      return relativeTruth(node, matcher);
    case 'notNear':
    case 'notIn':
      return emptyTruth(node.left, matcher);
    case 'window':
      return or(emptyTruth(node.child, matcher), windowHindrance(node, matcher));
    case 'limit':
      return matcher.document.hasClock ? emptyTruth(node.child, matcher) : unknownFor('no-clock');
    default:
      return emptyTruth(node.child, matcher);
  }
}

function unlessFound(id: number, matcher: Matcher): Truth {
  const truth = emptyTruth(id, matcher);
  return truth === met ? missed : truth;
}

/** Both parts are needed: missed as soon as one surely is; both found but never together is missed as well. */
function bothTruth(left: number, right: number, matcher: Matcher): Truth {
  const both = and(spansTruth(left, matcher), spansTruth(right, matcher));
  return both === met ? or(emptyTruth(left, matcher), emptyTruth(right, matcher)) : both;
}

function relativeTruth(node: Extract<SpanPlan, { op: 'relative' }>, matcher: Matcher): Truth {
  if (node.withinMs !== null && !matcher.document.hasClock) return unknownFor('no-clock');
  return node.negated || node.first ? emptyTruth(node.child, matcher) : bothTruth(node.child, node.other, matcher);
}

export function speakerTruth(speaker: Speaker, matcher: Matcher): Truth {
  const reason = speakerHindrance(speaker, matcher);
  return reason === null ? missed : unknownFor(reason);
}

function speakerHindrance(speaker: Speaker, matcher: Matcher): UnassessableReason | null {
  const { document } = matcher;
  if (document.isWithheld) return document.conversation.stateReason === 'language' ? 'language' : 'no-transcript';
  if (document.count === 0) return 'no-transcript';
  if (speaker === null) return null;
  let spoke = false;
  for (const turn of document.turnSpeaker.keys()) {
    const own = document.speakers[document.turnSpeaker[turn] ?? -1];
    if (own?.role !== speaker.role || (speaker.nth !== null && own.nth !== speaker.nth) || !document.hasWords(turn)) continue;
    if (document.turnSure[turn] !== true) return 'role-unsure';
    spoke = true;
  }
  return spoke ? null : 'no-such-role';
}

function turnMeasureTruth(node: Extract<SpanPlan, { op: 'turn' }>, matcher: Matcher): Truth {
  const { document } = matcher;
  if (node.measure === 'words') return missed;
  if (node.measure === 'duration') return document.isText || !document.hasClock ? unknownFor('no-clock') : missed;
  return document.conversation.turnMeasures?.[node.measure] === undefined ? unknownFor('metric-unknown') : missed;
}

/** Silence and speech overlap do not exist on text channels, gaps do not exist on voice: not assessable, never false. */
function eventTruth(node: Extract<SpanPlan, { op: 'event' }>, matcher: Matcher): Truth {
  const { document } = matcher;
  if (!document.hasClock && document.conversation.events.length === 0) return unknownFor('no-clock');
  const spokenOnly = ['silence', 'dead_air', 'overtalk', 'interruption', 'music'].includes(node.event);
  if (spokenOnly && document.isText) return unknownFor('metric-unknown');
  return node.event === 'gap' && !document.isText ? unknownFor('metric-unknown') : missed;
}
