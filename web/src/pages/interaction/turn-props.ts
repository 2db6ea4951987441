import type { Interaction, Turn } from '../../api.ts';
import type { Match } from './find-matches.ts';

/** What every layout of a turn draws from. */
export interface TurnProps {
  readonly interaction: Interaction;
  /** Place in the list of turns. */
  readonly place: number;
  readonly turn: Turn;
  readonly isSameSpeaker: boolean;
  readonly isChosen: boolean;
  /** The word being heard, -1 between words; null while another turn is heard. */
  readonly heardWord: number | null;
  readonly marks: readonly Match[];
  /** Null where there is nothing to hear. */
  readonly onHear: ((place: number, positionMs: number) => void) | null;
  readonly onCopyLink: (place: number) => Promise<void>;
}
