import type { Annotation } from '../../domain/span.ts';

export interface TextPosition {
  readonly turn: number;
  /** Character offset in the text that is mapped from. */
  readonly offset: number;
  /** Which edge of a stretch the offset is: inside a redacted stretch a start maps to its start, an end to its end. */
  readonly side?: 'start' | 'end';
}

/** From the analysed text to the vaulted original of a turn, or back. Offsets outside redacted stretches map one to one. */
export function mapOffset(annotations: readonly Annotation[], position: TextPosition, direction: 'to-original' | 'to-analysed'): number {
  let shift = 0;
  for (const annotation of annotations) {
    const { original } = annotation;
    if (annotation.turn !== position.turn || original === undefined) continue;
    const [from, to] = direction === 'to-original' ? [annotation, original] : [original, annotation];
    if (position.offset < from.end && position.offset > from.start) return position.side === 'end' ? to.end : to.start;
    if (position.offset <= from.start) break;
    shift = to.end - from.end;
  }
  return position.offset + shift;
}
