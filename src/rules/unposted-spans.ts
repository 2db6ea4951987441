import { specialToken } from '../language/tokens/dictionary.ts';
import type { Likeness } from './likeness.ts';
import type { SpanPlan } from './plan.ts';
import type { Field } from './span-kernels.ts';
import { compareNumbers } from './truth.ts';
import { speaks, turnMeasure, wordRange } from './turns.ts';

/** Spans that no word posts: events, turns by their measures, sentences by their meaning. */
export function eventSpans(node: Extract<SpanPlan, { op: 'event' }>, { document, arena }: Field): void {
  const kind = node.event.replace('_', '-');
  for (let token = 0; token < document.count; token++) {
    const id = document.ids[token] ?? 0;
    const event = id < 0 ? document.conversation.events[-1 - id] : undefined;
    if (event === undefined || event.kind !== kind || (node.by !== null && event.role !== node.by)) continue;
    if (node.comparator === null || compareNumbers(event.endMs - event.startMs, node.comparator, node.ms)) arena.push(token, token, -1, -1);
  }
}

export function turnSpans(node: Extract<SpanPlan, { op: 'turn' }>, { document, arena }: Field): void {
  for (const index of document.conversation.turns.keys()) {
    const words = wordRange(document, index);
    if (words === null || (node.speaker !== null && !speaks(document, words.first, node.speaker))) continue;
    const value = turnMeasure(document, index, node.measure);
    if (value !== null && compareNumbers(value, node.comparator, node.value)) arena.insert(words.first, words.last, -1, -1);
  }
}

export function likeSpans(
  node: Extract<SpanPlan, { op: 'like' }>,
  field: Field & { readonly likeness: Likeness; sentences(): Int32Array },
): void {
  const { document, arena, likeness } = field;
  const sentences = field.sentences();
  const ranges = new Map<number, { first: number; last: number }>();
  for (let token = 0; token < document.count; token++) {
    if ((document.ids[token] ?? 0) <= specialToken.sentenceBreak) continue;
    const range = ranges.get(sentences[token] ?? -1);
    if (range === undefined) ranges.set(sentences[token] ?? -1, { first: token, last: token });
    else range.last = token;
  }
  for (const { first, last } of ranges.values()) {
    if (node.speaker !== null && !speaks(document, first, node.speaker)) continue;
    const text = document.conversation.turns[document.turnOf[first] ?? 0]?.text.slice(document.starts[first], document.ends[last]) ?? '';
    if (likeness.score(node.text, text) >= node.threshold) arena.insert(first, last, -1, -1);
  }
}
