import { type MouseEvent, memo, useMemo } from 'react';
import { formatClock } from '../../format.ts';
import { SegmentText } from '../../parts/segments.tsx';
import { placeWords, type Segment, segmentText } from '../../segment-text.ts';
import { conversationStrings } from '../../strings/conversation.ts';
import { isRoleUnsure, isWordUnsure } from './prepare-transcript.ts';
import { speakerOf } from './speaker.ts';
import { CopyTurnLink } from './turn-actions.tsx';
import type { TurnProps } from './turn-props.ts';

/** A turn of a call: click a word to hear it, or the time to hear the turn. */
export const VoiceTurn = memo(function VoiceTurn(props: TurnProps) {
  const { interaction, place, turn, isChosen, heardWord, marks, onHear, onCopyLink } = props;
  const { words } = turn;
  const places = useMemo(() => placeWords(turn.text, words ?? []), [turn.text, words]);
  const segments = useMemo(() => segmentText(turn.text, { marks, words: places }), [turn.text, marks, places]);
  const speaker = speakerOf(interaction.participants, turn);
  const startMs = turn.startMs ?? 0;
  const time = formatClock(startMs);
  const hearWord = (event: MouseEvent) => {
    const word = event.target instanceof Element ? event.target.closest('[data-word]') : null;
    const heard = word instanceof HTMLElement ? words?.[Number(word.dataset.word)] : undefined;
    if (heard) onHear?.(place, heard.startMs);
  };
  const ink = turn.role === 'agent' ? 'text-agent' : turn.role === 'customer' ? 'text-customer' : 'text-muted';
  return (
    <li
      id={`t${turn.index}`}
      data-place={place}
      aria-current={heardWord !== null ? 'true' : undefined}
      className={`turn group grid grid-cols-[3.25rem_1fr_auto] gap-x-2 rounded-md border-l-2 px-2 py-1.5 sm:grid-cols-[3.25rem_7rem_1fr_auto] ${
        isChosen ? 'border-accent bg-accent-soft' : heardWord !== null ? 'border-accent bg-surface' : 'border-transparent'
      }`}
    >
      {onHear ? (
        <button
          type="button"
          className="h-6 rounded text-left text-xs text-muted hover:text-accent hover:underline"
          aria-label={conversationStrings.playFrom(time)}
          onClick={() => onHear(place, startMs)}
        >
          {time}
        </button>
      ) : (
        <span className="h-6 text-xs leading-6 text-muted">{turn.startMs === null ? '' : time}</span>
      )}
      <span className={`text-sm leading-6 font-semibold ${ink}`}>
        {speaker.role}
        {isRoleUnsure(turn) && (
          <span className="ml-1 font-normal text-muted" title={conversationStrings.unsureRole}>
            ?<span className="sr-only"> ({conversationStrings.unsureRole})</span>
          </span>
        )}
        {speaker.name && <span className="ml-1.5 text-xs font-normal text-muted">{speaker.name}</span>}
      </span>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the time is the button for the keyboard; words are a finer aim for the pointer. */}
      <p className="text-base break-words max-sm:col-span-2 max-sm:col-start-2 max-sm:row-start-2" onClick={onHear ? hearWord : undefined}>
        {segments.map((segment) => (
          <WordOrText key={segment.start} segment={segment} words={onHear ? words : undefined} heardWord={heardWord} />
        ))}
      </p>
      <CopyTurnLink index={turn.index} onCopy={() => onCopyLink(place)} />
    </li>
  );
});

interface WordOrTextProps {
  readonly segment: Segment;
  readonly words: TurnProps['turn']['words'];
  readonly heardWord: number | null;
}

function WordOrText({ segment, words, heardWord }: WordOrTextProps) {
  const word = segment.word === undefined ? undefined : words?.[segment.word];
  if (!word) return <SegmentText segment={segment} />;
  const isUnsure = isWordUnsure(word.confidence);
  return (
    <span
      data-word={segment.word}
      data-current={segment.word === heardWord ? '' : undefined}
      className={`word ${isUnsure ? 'unsure' : ''}`}
      title={isUnsure ? conversationStrings.unsureWord(word.confidence ?? 0) : undefined}
    >
      <SegmentText segment={segment} />
    </span>
  );
}
