import type { Finding, FindingSpan, SearchedWindow } from '../domain/finding.ts';
import { tokenizerVersion } from '../language/tokens/dictionary.ts';
import type { Document } from './document.ts';
import { engineVersion } from './engine-version.ts';
import { type JudgeContext, judge } from './judge.ts';
import type { Matcher } from './match.ts';
import { lowestConfidence, type Piece } from './pieces.ts';
import type { CompiledRule, SpanPlan, TruthPlan } from './plan.ts';
import { childrenOf } from './plan-builder.ts';
import { minimalOf } from './span-list.ts';
import { met, missed, reasonOf, type Truth, verdictOf } from './truth.ts';
import { speaks } from './turns.ts';
import { windowBounds, windowTest } from './windows.ts';

/** One match that bears a verdict: a token range and what is quoted of it. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** What a rule says, with the spans that bear it; for an absence, the window that was searched. */
export function findingOf(rule: CompiledRule, truth: Truth, context: JudgeContext): Finding {
  const { matcher } = context;
  const matches = truth === met ? minimalMatches(evidence(rule.body, context)) : [];
  const fired = rule.rule.manner === 'detect' ? truth === met : truth === missed;
  const absent = truth === missed || (truth === met && matches.length === 0);
  return {
    rule: rule.rule.id,
    ruleHash: rule.hash,
    verdict: verdictOf(truth),
    reason: reasonOf(truth),
    fired,
    leg: null,
    spans: matches.flatMap((match, index) => match.pieces.map((piece) => findingSpan(piece, index, matcher.document))),
    searched: absent ? searchedWindow(rule.body, matcher) : null,
    decidedAtMs: null,
    versions: versionsOf(matcher),
  };
}

export function versionsOf(matcher: {
  readonly program: Matcher['program'];
  readonly likeness: Matcher['likeness'];
}): Record<string, string> {
  const versions = { engine: engineVersion, tokens: tokenizerVersion };
  return matcher.program.uses.like ? { ...versions, like: matcher.likeness.version } : versions;
}

export function findingSpan(piece: Piece, match: number, document: Pick<Document, 'conversation' | 'times'>): FindingSpan {
  const { conversation } = document;
  const turn = conversation.turns[piece.turn];
  const event =
    turn === undefined
      ? conversation.events.find((candidate) => candidate.startMs === piece.startMs && candidate.endMs === piece.endMs)
      : undefined;
  return {
    turn: piece.turn,
    start: piece.start,
    end: piece.end,
    role: turn?.role ?? event?.role ?? 'unknown',
    leg: turn?.leg ?? event?.leg ?? null,
    startMs: Number.isNaN(piece.startMs) ? null : piece.startMs,
    endMs: Number.isNaN(piece.endMs) ? null : piece.endMs,
    match,
    ...(Number.isNaN(piece.confidence) ? {} : { confidence: Math.round(piece.confidence * 1000) / 1000 }),
    ...(document.times?.interpolated.has(piece.turn) === true ? { interpolated: true as const } : {}),
  };
}

/** Spans of the parts that were met; an absence has none. */
function evidence(plan: TruthPlan, context: JudgeContext): Match[] {
  const { matcher } = context;
  switch (plan.op) {
    case 'spans':
    case 'count':
      return matchesOf(plan.node, matcher);
    case 'distinct':
      return plan.nodes.flatMap((node) => matchesOf(node, matcher));
    case 'and':
      return [...evidence(plan.left, context), ...evidence(plan.right, context)];
    case 'or':
      return [plan.left, plan.right].flatMap((side) => (judge(side, context) === met ? evidence(side, context) : []));
    case 'unless':
      return evidence(plan.left, context);
    case 'score':
      return plan.terms.flatMap((term) => (judge(term.when, context) === met ? evidence(term.when, context) : []));
    case 'rule': {
      const rule = matcher.program.rules[plan.rule];
      return rule !== undefined && context.ruleTruth(plan.rule) === met ? evidence(rule.body, context) : [];
    }
    default:
      return [];
  }
}

export function matchesOf(node: number, matcher: Matcher): Match[] {
  const list = matcher.spans(node);
  return minimalOf(list).map((at) => ({ start: list.start[at] ?? 0, end: list.end[at] ?? 0, pieces: matcher.pieces(node, at) }));
}

/** Matches that contain no other, in order, each range once. */
export function minimalMatches(matches: readonly Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => a.start - b.start || b.end - a.end || comparePieces(b.pieces, a.pieces));
  const kept: Match[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  for (const match of sorted.reverse()) {
    if (match.end >= earliest) continue;
    earliest = match.end;
    kept.push(match);
  }
  return kept.reverse();
}

function comparePieces(a: readonly Piece[], b: readonly Piece[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at]?.first ?? 0) - (b[at]?.first ?? 0) || (a[at]?.last ?? 0) - (b[at]?.last ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Where the first thing that was looked for was looked for: its window and its speaker, with what was heard there. */
function searchedWindow(plan: TruthPlan, matcher: Matcher): SearchedWindow | null {
  const node = firstNode(plan, matcher);
  if (node === null) return null;
  const window = firstWindow(node, matcher);
  const { document, postings } = matcher;
  const inside = window === null ? () => true : windowTest(window, matcher);
  const bounds = window === null ? null : windowBounds(window.window, document);
  const turns = new Set<number>();
  let words = 0;
  let lowest = Number.NaN;
  for (let token = 0; token < document.count && inside !== null; token++) {
    if (postings.counted[token] !== 1 || (document.turnOf[token] ?? -1) < 0) continue;
    if ((node.speaker !== null && !speaks(document, token, node.speaker)) || !inside(token, token)) continue;
    words++;
    turns.add(document.turnOf[token] ?? -1);
    lowest = lowestConfidence([{ confidence: lowest }, { confidence: document.times?.confidence[token] ?? Number.NaN }]);
  }
  return {
    role: node.speaker?.role ?? 'anyone',
    fromMs: numberOrNull(bounds?.fromMs ?? (document.hasClock ? (document.conversation.turns[0]?.startMs ?? Number.NaN) : Number.NaN)),
    toMs: numberOrNull(Math.min(bounds?.toMs ?? Number.POSITIVE_INFINITY, document.endMs)),
    turns: turns.size,
    words,
    lowestConfidence: numberOrNull(lowest),
  };
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function firstNode(plan: TruthPlan, matcher: Matcher): SpanPlan | null {
  switch (plan.op) {
    case 'spans':
    case 'count':
      return matcher.program.nodes[plan.node] ?? null;
    case 'distinct':
      return matcher.program.nodes[plan.nodes[0] ?? -1] ?? null;
    case 'and':
    case 'or':
    case 'unless':
      return firstNode(plan.left, matcher) ?? firstNode(plan.right, matcher);
    case 'not':
      return firstNode(plan.operand, matcher);
    case 'score':
      return plan.terms.map((term) => firstNode(term.when, matcher)).find((node) => node !== null) ?? null;
    default:
      return null;
  }
}

function firstWindow(node: SpanPlan, matcher: Matcher): Extract<SpanPlan, { op: 'window' }> | null {
  if (node.op === 'window') return node;
  for (const child of childrenOf(node)) {
    const inner = matcher.program.nodes[child];
    const found = inner === undefined ? null : firstWindow(inner, matcher);
    if (found !== null) return found;
  }
  return null;
}
