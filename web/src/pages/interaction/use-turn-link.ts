import { useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Interaction } from '../../api.ts';

export interface TurnLink {
  /** Place of the turn in hand; -1 for none. */
  readonly chosen: number;
  readonly choose: (place: number) => void;
  readonly copy: (place: number) => Promise<void>;
  readonly copied: boolean;
}

const copiedForMs = 2000;

/** `#t12` names a turn by its index, so that a colleague lands on the same words. */
export function useTurnLink({ turns }: Interaction): TurnLink {
  const hash = useLocation({ select: (location) => location.hash });
  const linked = turns.findIndex((turn) => hash === `t${turn.index}`);
  const [chosen, setChosen] = useState(linked);
  const [copied, setCopied] = useState(false);

  const choose = useCallback((place: number) => {
    setChosen(place);
    scrollToTurn(place);
  }, []);
  useEffect(() => {
    if (linked >= 0) choose(linked);
  }, [linked, choose]);
  const copy = useCallback(
    async (place: number) => {
      const address = new URL(window.location.href);
      address.hash = `t${turns[place]?.index ?? 0}`;
      await navigator.clipboard.writeText(address.href);
      setCopied(true);
      setTimeout(() => setCopied(false), copiedForMs);
    },
    [turns],
  );
  return { chosen, choose, copy, copied };
}

export function scrollToTurn(place: number): void {
  document.querySelector(`[data-place="${place}"]`)?.scrollIntoView({ block: 'center' });
}
