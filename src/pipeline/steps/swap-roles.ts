import type { CapturedInteraction, CapturedMedia } from '../../domain/captured-interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';

/** A correction that a person made: kept as a metadata row, so that it outlives every re-run. Two of them undo each other. */
export const swapRolesField = 'swapRoles';

const exchanged: Partial<Record<Role, Role>> = { agent: 'customer', customer: 'agent' };

export function exchangeRole(role: Role): Role {
  return exchanged[role] ?? role;
}

/** Agent and customer exchanged: on the channels of its recordings, or among its participants when the words came as text. */
export function swapRoles(content: CapturedInteraction): CapturedInteraction {
  if (content.turns.length > 0 || content.media.length === 0) {
    return {
      ...content,
      participants: content.participants.map((person) => ({ ...person, role: exchangeRole(person.role), roleConfidence: 1 })),
    };
  }
  return { ...content, media: content.media.map(swapChannels) };
}

function swapChannels(media: CapturedMedia): CapturedMedia {
  const channelRoles = (media.channelRoles ?? ['agent', 'customer']).map(exchangeRole);
  return { ...media, channelRoles, ...(media.channelParticipants ? { channelParticipants: media.channelParticipants.toReversed() } : {}) };
}
