import { useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Interaction } from '../../api.ts';
import type { Match } from './find-matches.ts';
import { readTurnHash, writeTurnHash } from './turn-hash.ts';

export interface TurnLink {
  /** Place of the turn in hand; -1 for none. */
  readonly chosen: number;
  /** Words that the address names. */
  readonly linked: Match | null;
  readonly choose: (place: number) => void;
  readonly copy: (place: number) => Promise<void>;
  readonly copySpan: (match: Match) => Promise<void>;
  readonly copied: boolean;
}

const copiedForMs = 2000;

/** `#t12` names a turn by its index, `#t12.5-20` words of it, so that a colleague lands on the same words. */
export function useTurnLink({ turns }: Interaction): TurnLink {
  const hash = useLocation({ select: (location) => location.hash });
  const named = useMemo(() => readTurnHash(hash), [hash]);
  const place = named === null ? -1 : turns.findIndex(({ index }) => index === named.turn);
  const [chosen, setChosen] = useState(place);
  const [copied, setCopied] = useState(false);
  const linked = useMemo(
    () => (named?.start == null || named.end === null || place < 0 ? null : { turn: place, start: named.start, end: named.end }),
    [named, place],
  );

  const choose = useCallback((next: number) => {
    setChosen(next);
    scrollToTurn(next);
  }, []);
  useEffect(() => {
    if (place >= 0) choose(place);
  }, [place, choose]);
  const copyHash = useCallback(async (text: string) => {
    const address = new URL(window.location.href);
    address.hash = text;
    await navigator.clipboard.writeText(address.href);
    setCopied(true);
    setTimeout(() => setCopied(false), copiedForMs);
  }, []);
  const indexOf = useCallback((turn: number) => turns[turn]?.index ?? 0, [turns]);
  const copy = useCallback((turn: number) => copyHash(writeTurnHash({ turn: indexOf(turn), start: null, end: null })), [copyHash, indexOf]);
  const copySpan = useCallback(
    ({ turn, start, end }: Match) => copyHash(writeTurnHash({ turn: indexOf(turn), start, end })),
    [copyHash, indexOf],
  );
  return { chosen, linked, choose, copy, copySpan, copied };
}

export function scrollToTurn(place: number): void {
  document.querySelector(`[data-place="${place}"]`)?.scrollIntoView({ block: 'center' });
}
