import type { Matcher } from './match.ts';
import type { SpanPlan } from './plan.ts';
import { missed, type Truth, unknownFor } from './truth.ts';
import { speaks } from './turns.ts';
import { hasWindow, windowBounds, windowTest } from './windows.ts';

/** Why nothing found in a window proves nothing: no clock to place it, a paused recording, or words masked beyond their kind. */
export function windowHindrance(node: Extract<SpanPlan, { op: 'window' }>, matcher: Matcher): Truth {
  const { document } = matcher;
  if (!hasWindow(node.window, matcher)) return unknownFor('no-clock');
  const bounds = windowBounds(node.window, document);
  if (bounds === null) return missed;
  const { fromMs, toMs } = bounds;
  if (document.conversation.events.some((event) => event.kind === 'pause' && event.startMs < toMs && event.endMs > fromMs))
    return unknownFor('window-paused');
  return hasMaskedWords(node, matcher) ? unknownFor('window-redacted') : missed;
}

/** `<redacted>` hides what was said; `<card>` and its like only hide values. */
function hasMaskedWords(node: Extract<SpanPlan, { op: 'window' }>, matcher: Matcher): boolean {
  const { document, postings } = matcher;
  if (postings.skipped === 0) return false;
  const inside = windowTest(node, matcher);
  for (let token = 0; token < document.count && inside !== null; token++) {
    const turn = document.turnOf[token] ?? -1;
    if (turn < 0 || postings.counted[token] === 1 || (node.speaker !== null && !speaks(document, token, node.speaker))) continue;
    const text = document.conversation.turns[turn]?.text.slice(document.tokens.starts[token], document.tokens.ends[token]);
    if (text?.toLowerCase() === '<redacted>' && inside(token, token)) return true;
  }
  return false;
}
