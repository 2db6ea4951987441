import type { Ground } from './ground.ts';
import type { SpanPlan } from './plan.ts';
import { missed, type Truth, unknownFor } from './truth.ts';
import { hasWindow, windowBounds } from './windows.ts';

/** Why nothing found in a window proves nothing: no clock to place it, a paused recording, or words masked beyond their kind. */
export function windowHindrance(node: Extract<SpanPlan, { op: 'window' }>, ground: Ground): Truth {
  if (!hasWindow(node.window, ground)) return unknownFor('no-clock');
  const bounds = windowBounds(node.window, ground.clock);
  if (bounds === null) return missed;
  const { fromMs, toMs } = bounds;
  const paused = ground.conversation.events.some((event) => event.kind === 'pause' && event.startMs < toMs && event.endMs > fromMs);
  if (paused) return unknownFor('window-paused');
  return ground.hasMasked(node) ? unknownFor('window-redacted') : missed;
}
