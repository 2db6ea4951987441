import { useEffect, useMemo } from 'react';
import type { Interaction } from '../../api.ts';
import { Message } from '../../parts/message.tsx';
import type { Playback } from '../../player/playback.ts';
import { reasonText } from '../../reason-text.ts';
import { contactStrings } from '../../strings/contact.ts';
import { conversationStrings } from '../../strings/conversation.ts';
import { ChatTurn } from './chat-turn.tsx';
import { EmailTurn } from './email-turn.tsx';
import type { Match } from './find-matches.ts';
import { prepareTranscript } from './prepare-transcript.ts';
import type { TurnProps } from './turn-props.ts';
import { useHeardPlace } from './use-heard-place.ts';
import { scrollToTurn } from './use-turn-link.ts';
import { VoiceTurn } from './voice-turn.tsx';

interface TranscriptProps {
  readonly interaction: Interaction;
  readonly playback: Playback | null;
  readonly follow: boolean;
  readonly chosen: number;
  readonly matches: readonly Match[];
  readonly onHear: (place: number, positionMs: number) => void;
  readonly onCopyLink: (place: number) => Promise<void>;
}

const layouts = { voice: VoiceTurn, chat: ChatTurn, messaging: ChatTurn, email: EmailTurn } as const;
const noMarks: readonly Match[] = [];

/** Every channel in its own natural layout. Only the turn that is being heard is drawn again while a call plays. */
export function Transcript({ interaction, playback, follow, chosen, matches, onHear, onCopyLink }: TranscriptProps) {
  const items = useMemo(() => prepareTranscript(interaction), [interaction]);
  const marks = useMemo(() => Map.groupBy(matches, (match) => match.turn), [matches]);
  const heard = useHeardPlace(playback, interaction.turns);
  useEffect(() => {
    if (follow && playback?.isPlaying() && heard.turn >= 0) scrollToTurn(heard.turn);
  }, [follow, playback, heard.turn]);
  if (interaction.turns.length === 0) return <NoText interaction={interaction} />;
  const Turn = layouts[interaction.channel];
  return (
    <section
      aria-label={conversationStrings.transcript}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="px-4 py-4 -outline-offset-2 lg:min-h-0 lg:flex-1 lg:overflow-y-auto"
    >
      <ol className="mx-auto flex max-w-3xl flex-col">
        {items.map((item) => {
          if (item.kind !== 'turn') {
            return (
              <li key={item.key} className="my-2 flex items-center gap-3 text-xs text-muted">
                <span className="h-px flex-1 bg-line" />
                {item.text}
                <span className="h-px flex-1 bg-line" />
              </li>
            );
          }
          const props: TurnProps = {
            interaction,
            place: item.place,
            turn: item.turn,
            isSameSpeaker: item.isSameSpeaker,
            isChosen: item.place === chosen,
            heardWord: item.place === heard.turn ? heard.word : null,
            marks: marks.get(item.place) ?? noMarks,
            onHear: playback ? onHear : null,
            onCopyLink,
          };
          return <Turn key={item.key} {...props} />;
        })}
      </ol>
    </section>
  );
}

/** A contact without words is still a contact: why there are none, and where it ended. */
function NoText({ interaction: { stateReason, legs } }: { readonly interaction: Interaction }) {
  const endedInQueue = legs.at(-1)?.kind === 'queue';
  const help = conversationStrings.noTurnsHelp(stateReason === null ? contactStrings.reasonUnknown : reasonText(stateReason));
  return <Message title={conversationStrings.noTurns} help={endedInQueue ? `${help} ${conversationStrings.endedInQueue}` : help} />;
}
