import { memo } from 'react';
import { Segments } from '../../parts/segments.tsx';
import { segmentText } from '../../segment-text.ts';
import { conversationStrings } from '../../strings/conversation.ts';
import { turnTime } from './prepare-transcript.ts';
import { speakerOf } from './speaker.ts';
import { CopyTurnLink } from './turn-actions.tsx';
import type { TurnProps } from './turn-props.ts';

const names = { quoted: conversationStrings.quoted, signature: conversationStrings.signature, note: conversationStrings.note } as const;

/** A letter of a thread; what was quoted or signed is kept, folded away. */
export const EmailTurn = memo(function EmailTurn({ interaction, place, turn, isChosen, marks, onCopyLink }: TurnProps) {
  const speaker = speakerOf(interaction.participants, turn);
  const ink = turn.role === 'customer' ? 'text-customer' : turn.role === 'agent' ? 'text-agent' : 'text-muted';
  return (
    <li
      id={`t${turn.index}`}
      data-place={place}
      className={`group mb-3 rounded-lg border bg-surface ${isChosen ? 'border-accent ring-1 ring-accent' : 'border-line'}`}
    >
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <span className={`font-semibold ${ink}`}>{speaker.role}</span>
        {speaker.name && <span className="text-muted">{speaker.name}</span>}
        <span className="ml-auto flex">
          <CopyTurnLink index={turn.index} onCopy={() => onCopyLink(place)} />
        </span>
        <span className="text-xs text-muted">{turnTime(interaction, turn)}</span>
      </div>
      <div className="px-4 py-3 text-base break-words whitespace-pre-wrap">
        <Segments segments={segmentText(turn.text, { marks })} />
      </div>
      {turn.setAside?.map(({ kind, text }, index) => (
        <details key={`${kind}-${index.toString()}`} className="border-t border-line px-4 py-2 text-muted">
          <summary className="text-xs">{names[kind]}</summary>
          <div className="mt-2 border-l-2 border-line pl-3 break-words whitespace-pre-wrap">{text}</div>
        </details>
      ))}
    </li>
  );
});
