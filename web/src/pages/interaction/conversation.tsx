import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Interaction } from '../../api.ts';
import { SentimentLine } from '../../charts/draw/sentiment-line.tsx';
import { prepareSentimentLine } from '../../charts/prepare/sentiment-line.ts';
import type { Playback } from '../../player/playback.ts';
import { Player } from '../../player/player.tsx';
import { useKeys } from '../../use-keys.ts';
import { ConversationHeader } from './conversation-header.tsx';
import { findMatches, type Match } from './find-matches.ts';
import { SearchInside } from './search-inside.tsx';
import { SidePanel } from './side-panel.tsx';
import { Transcript } from './transcript.tsx';
import { useTurnLink } from './use-turn-link.ts';

interface ConversationProps {
  readonly interaction: Interaction;
  /** Stands at the end of the heading. */
  readonly action: ReactNode;
}

/** Holds what the parts of the page share: the playback, the turn in hand, the words searched for. */
export function Conversation({ interaction, action }: ConversationProps) {
  const [playback, setPlayback] = useState<Playback | null>(null);
  const [follow, setFollow] = useState(true);
  const [words, setWords] = useState('');
  const link = useTurnLink(interaction);
  const navigate = useNavigate();
  const matches = findMatches(interaction.turns, words);
  const [pointed, setPointed] = useState<Match | null>(null);
  const line = useMemo(() => prepareSentimentLine(interaction), [interaction]);
  const { linked } = link;
  const marks = useMemo(() => [...matches, ...[linked, pointed].filter((one) => one !== null)], [matches, linked, pointed]);
  useStartAtLink(interaction, playback, link.chosen);

  const goTo = useCallback(
    (place: number) => {
      link.choose(place);
      const startMs = interaction.turns[place]?.startMs;
      if (playback && startMs !== null && startMs !== undefined) playback.seek(startMs);
    },
    [link.choose, playback, interaction.turns],
  );
  const hear = useCallback(
    (place: number, positionMs: number) => {
      link.choose(place);
      playback?.seek(positionMs);
      playback?.play();
    },
    [link.choose, playback],
  );
  useKeys({
    n: () => goTo(Math.min(interaction.turns.length - 1, link.chosen + 1)),
    p: () => goTo(Math.max(0, link.chosen - 1)),
    c: () => void link.copy(Math.max(0, link.chosen)),
    escape: () => void navigate({ to: '/interactions' }),
  });

  return (
    <div className="grid h-full grid-rows-[auto_1fr] overflow-hidden max-lg:overflow-y-auto max-lg:grid-rows-none grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="col-span-full">
        <ConversationHeader interaction={interaction} action={action} />
      </div>
      <div className="flex min-w-0 flex-col lg:min-h-0">
        {interaction.media.length > 0 && (
          <Player
            interaction={interaction}
            mediaIndex={0}
            playback={playback}
            onPlayback={setPlayback}
            follow={follow}
            onFollow={setFollow}
          />
        )}
        {interaction.turns.length > 0 && (
          <SearchInside words={words} matches={matches} onWords={setWords} onGoTo={goTo} copied={link.copied} />
        )}
        {line && <SentimentLine line={line} onGoTo={goTo} />}
        <Transcript
          interaction={interaction}
          playback={playback}
          follow={follow}
          chosen={link.chosen}
          matches={marks}
          onHear={hear}
          onCopyLink={link.copy}
        />
      </div>
      <SidePanel interaction={interaction} onGoTo={goTo} onPoint={setPointed} onCopySpan={link.copySpan} />
    </div>
  );
}

/** A link to a turn opens the recording at its second, once. */
function useStartAtLink({ turns }: Interaction, playback: Playback | null, chosen: number): void {
  const first = useRef(chosen);
  useEffect(() => {
    const startMs = turns[first.current]?.startMs ?? null;
    if (playback && startMs !== null) playback.seek(startMs);
    if (playback) first.current = -1;
  }, [playback, turns]);
}
