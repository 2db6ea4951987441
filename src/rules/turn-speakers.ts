import type { Turn } from '../domain/interaction.ts';
import type { Role } from '../domain/vocabulary.ts';
import { roleConfidenceFloor } from './conversation.ts';

export interface Speaking {
  readonly id: string;
  readonly role: Role;
  /** 1-based order of first speech among its role. */
  readonly nth: number;
}

export interface TurnSpeakers {
  readonly speakers: readonly Speaking[];
  /** Index into `speakers` per turn. */
  readonly turnSpeaker: Int32Array;
  /** 0 where the turn's role is too uncertain to hold anything against anybody. */
  readonly turnSure: Uint8Array;
}

/** Who speaks in which turn, into the two arrays; a participant who changes roles is two speakers. */
export function readSpeakers(turns: readonly Turn[], turnSpeaker: Int32Array, turnSure: Uint8Array): Speaking[] {
  const speakers: Speaking[] = [];
  let index = 0;
  for (const turn of turns) {
    turnSpeaker[index] = speakerIndex(speakers, turn);
    turnSure[index++] = turn.roleConfidence >= roleConfidenceFloor ? 1 : 0;
  }
  return speakers;
}

function speakerIndex(speakers: Speaking[], { participant, role }: Turn): number {
  let nth = 1;
  for (let index = 0; index < speakers.length; index++) {
    const known = speakers[index];
    if (known?.role !== role) continue;
    if (known.id === participant) return index;
    nth++;
  }
  return speakers.push({ id: participant, role, nth }) - 1;
}
