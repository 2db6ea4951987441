import type { Interaction, Turn } from '../../api.ts';
import { contactStrings } from '../../strings/contact.ts';
import { conversationStrings } from '../../strings/conversation.ts';

export interface Speaker {
  readonly role: string;
  /** The participant's own name where the source gives one; among several of one role, else the source's id. */
  readonly name: string | null;
}

/** Who speaks. People whose role is not known are told apart by number. */
export function speakerOf(participants: Interaction['participants'], { participant, role }: Pick<Turn, 'participant' | 'role'>): Speaker {
  const found = participants.find(({ id }) => id === participant);
  const alike = participants.filter((other) => other.role === role);
  if (role === 'unknown' && alike.length > 1) {
    return { role: conversationStrings.participant(alike.findIndex(({ id }) => id === participant) + 1), name: found?.name ?? null };
  }
  return { role: contactStrings.roles[role] ?? role, name: found?.name ?? (alike.length > 1 ? (found?.ref ?? null) : null) };
}

/** Text stands left and right: the customer left; where nobody is known to be the customer, who wrote first. */
export function isLeftSide({ participants, turns }: Pick<Interaction, 'participants' | 'turns'>, turn: Turn): boolean {
  if (participants.some(({ role }) => role === 'customer')) return turn.role === 'customer';
  return turn.participant === turns[0]?.participant;
}
