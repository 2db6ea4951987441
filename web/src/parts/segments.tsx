import type { Segment } from '../segment-text.ts';
import { conversationStrings } from '../strings/conversation.ts';

/** Text as text: whatever a transcript holds, it is never markup. */
export function Segments({ segments }: { readonly segments: readonly Segment[] }) {
  return segments.map((segment) => <SegmentText key={segment.start} segment={segment} />);
}

export function SegmentText({ segment }: { readonly segment: Segment }) {
  if (segment.token !== undefined) {
    return (
      <span className="token" title={conversationStrings.redacted(segment.token)}>
        {segment.marked ? <mark>{segment.token}</mark> : segment.token}
      </span>
    );
  }
  return segment.marked ? <mark>{segment.text}</mark> : segment.text;
}
