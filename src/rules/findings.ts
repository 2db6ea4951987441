import type { Finding, FindingSpan } from '../domain/finding.ts';
import { tokenizerVersion } from '../language/tokens/dictionary.ts';
import { engineVersion } from './engine-version.ts';
import type { Ground } from './ground.ts';
import { type JudgeContext, judge } from './judge.ts';
import type { Piece } from './pieces.ts';
import type { CompiledRule, TruthPlan } from './plan.ts';
import { met, missed, reasonOf, type Truth, verdictOf } from './truth.ts';

/** One match that bears a verdict: a token range and what is quoted of it. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** What a rule says, with the spans that bear it; for an absence, the window that was searched. */
export function findingOf(rule: CompiledRule, truth: Truth, context: JudgeContext): Finding {
  const { ground } = context;
  const matches = truth === met ? minimalMatches(evidence(rule.body, context)) : [];
  const fired = rule.rule.manner === 'detect' ? truth === met : truth === missed;
  return {
    rule: rule.rule.id,
    ruleHash: rule.hash,
    verdict: verdictOf(truth),
    reason: reasonOf(truth),
    fired,
    leg: null,
    spans: matches.flatMap((match, index) => match.pieces.map((piece) => findingSpan(piece, index, ground))),
    searched: null,
    decidedAtMs: null,
    versions: versionsOf(ground),
  };
}

function versionsOf(ground: Ground): Record<string, string> {
  const versions = { engine: engineVersion, tokens: tokenizerVersion };
  return ground.program.uses.like ? { ...versions, like: ground.likenessVersion } : versions;
}

export function findingSpan(piece: Piece, match: number, ground: Pick<Ground, 'conversation' | 'times'>): FindingSpan {
  const { conversation } = ground;
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
    ...(ground.times?.interpolated.has(piece.turn) === true ? { interpolated: true as const } : {}),
  };
}

/** Spans of the parts that were met; an absence has none. */
function evidence(plan: TruthPlan, context: JudgeContext): Match[] {
  const { ground } = context;
  switch (plan.op) {
    case 'spans':
    case 'count':
      return ground.matches(plan.node);
    case 'distinct':
      return plan.nodes.flatMap((node) => ground.matches(node));
    case 'and':
      return [...evidence(plan.left, context), ...evidence(plan.right, context)];
    case 'or':
      return [plan.left, plan.right].flatMap((side) => (judge(side, context) === met ? evidence(side, context) : []));
    case 'unless':
      return evidence(plan.left, context);
    case 'score':
      return plan.terms.flatMap((term) => (judge(term.when, context) === met ? evidence(term.when, context) : []));
    case 'rule': {
      const rule = ground.program.rules[plan.rule];
      return rule !== undefined && context.ruleTruth(plan.rule) === met ? evidence(rule.body, context) : [];
    }
    default:
      return [];
  }
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
