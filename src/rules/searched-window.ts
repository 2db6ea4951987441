import type { SearchedWindow } from '../domain/finding.ts';
import type { Matcher } from './match.ts';
import { childrenOf } from './node-facts.ts';
import { lowestConfidence } from './pieces.ts';
import type { SpanPlan, TruthPlan } from './plan.ts';
import { speaks } from './turns.ts';
import { windowBounds, windowTest } from './windows.ts';

/** Where the first thing that was looked for was looked for: its window and its speaker, with what was heard there. */
export function searchedWindow(plan: TruthPlan, matcher: Matcher): SearchedWindow | null {
  const node = firstNode(plan, matcher);
  if (node === null) return null;
  const window = firstWindow(node, matcher);
  const { document, places } = matcher;
  const inside = window === null ? () => true : windowTest(window, matcher);
  const bounds = window === null ? null : windowBounds(window.window, document);
  const turns = new Set<number>();
  let words = 0;
  let lowest = Number.NaN;
  for (let token = 0; token < document.count && inside !== null; token++) {
    if (places.counted[token] !== 1 || (document.turnOf[token] ?? -1) < 0) continue;
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
