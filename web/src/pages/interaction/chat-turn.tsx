import { memo } from 'react';
import { Segments } from '../../parts/segments.tsx';
import { segmentText } from '../../segment-text.ts';
import { turnTime } from './prepare-transcript.ts';
import { isLeftSide, speakerOf } from './speaker.ts';
import { CopyTurnLink } from './turn-actions.tsx';
import type { TurnProps } from './turn-props.ts';

/** A message: the customer on the left, those who serve on the right, each named. */
export const ChatTurn = memo(function ChatTurn({ interaction, place, turn, isSameSpeaker, isChosen, marks, onCopyLink }: TurnProps) {
  const isCustomer = turn.role === 'customer';
  const isLeft = isLeftSide(interaction, turn);
  const speaker = speakerOf(interaction.participants, turn);
  const ground = isCustomer ? 'bg-customer-soft' : turn.role === 'agent' ? 'bg-agent-soft' : 'bg-bot-soft';
  const ink = isCustomer ? 'text-customer' : turn.role === 'agent' ? 'text-agent' : 'text-muted';
  const time = turnTime(interaction, turn);
  return (
    <li
      id={`t${turn.index}`}
      data-place={place}
      className={`group flex flex-col ${isLeft ? 'items-start' : 'items-end'} ${isSameSpeaker ? 'mt-1' : 'mt-4'}`}
    >
      {!isSameSpeaker && (
        <span className="mb-1 flex items-baseline gap-2 px-1 text-xs">
          <span className={`font-semibold ${ink}`}>{speaker.role}</span>
          {speaker.name && <span className="text-muted">{speaker.name}</span>}
          <span className="text-muted">{time}</span>
        </span>
      )}
      <div className={`flex max-w-[85%] items-center gap-1 ${isLeft ? '' : 'flex-row-reverse'}`}>
        <p
          title={time}
          className={`min-w-0 rounded-2xl px-3.5 py-2 text-base break-words whitespace-pre-wrap ${ground} ${isChosen ? 'ring-2 ring-accent' : ''}`}
        >
          <Segments segments={segmentText(turn.text, { marks })} />
        </p>
        <CopyTurnLink index={turn.index} onCopy={() => onCopyLink(place)} />
      </div>
    </li>
  );
});
