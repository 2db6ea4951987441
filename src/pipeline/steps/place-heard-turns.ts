import type { Participant } from '../../domain/captured-interaction.ts';
import type { Interaction, Leg, Media, Turn } from '../../domain/interaction.ts';
import type { HeardTurn, RecordingTranscript } from '../../domain/transcript.ts';

/** Heard turns with their place in the contact: on its clock, in a leg, said by one of its participants. */
export interface PlacedTurns {
  readonly turns: readonly Turn[];
  /** The source's participants and whoever else was heard. */
  readonly participants: readonly Participant[];
}

export function placeHeardTurns(
  interaction: Interaction,
  heard: readonly { readonly media: Media; readonly transcript: RecordingTranscript }[],
): PlacedTurns {
  const people = new Map(interaction.participants.map((person) => [person.id, person]));
  const turns = heard
    .flatMap(({ media, transcript }, index) =>
      transcript.held === null
        ? transcript.turns.map((turn) => shiftedTurn(turn, media, { media: index, ...ownChannel(turn, transcript) }))
        : [],
    )
    .sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0))
    .map((turn, index): Turn => {
      const leg = legAt(interaction.legs, turn);
      const participant = speakerOf(turn, interaction, interaction.legs[leg]);
      if (!people.has(participant)) people.set(participant, { id: participant, role: turn.role, roleConfidence: turn.roleConfidence });
      return { ...turn, index, leg, participant };
    });
  return { turns, participants: [...people.values()] };
}

type ShiftedTurn = Omit<Turn, 'leg'> & { readonly statedParticipant?: string; readonly statedLeg?: number };

/** Where only one channel of several was listened to, the others may carry the same voice: then a turn is on all of them. */
function ownChannel({ channel }: HeardTurn, { media, turns }: RecordingTranscript): { readonly channel?: number } {
  const isAlone = (media.channels ?? 1) > 1 && turns.every((turn) => turn.channel === channel);
  return isAlone ? {} : { channel };
}

function shiftedTurn(turn: HeardTurn, media: Media, heard: Turn['heard']): ShiftedTurn {
  const by = media.offsetMs ?? 0;
  const stated = media.channelParticipants?.[turn.channel];
  return {
    index: 0,
    participant: turn.participant,
    role: turn.role,
    roleConfidence: turn.roleConfidence,
    text: turn.text,
    ...(heard && { heard }),
    startMs: turn.startMs === undefined ? null : turn.startMs + by,
    endMs: turn.endMs === undefined ? null : turn.endMs + by,
    ...(stated === undefined ? {} : { statedParticipant: stated }),
    ...(turn.leg === undefined ? {} : { statedLeg: turn.leg }),
    ...(turn.words ? { words: turn.words.map((word) => ({ ...word, startMs: word.startMs + by, endMs: word.endMs + by })) } : {}),
  };
}

/** A turn belongs to the last leg that had begun when it began. */
function legAt(legs: readonly Leg[], turn: ShiftedTurn): number {
  if (turn.statedLeg !== undefined) return turn.statedLeg;
  const begun = legs.findLastIndex((leg) => leg.kind !== 'wrap-up' && leg.startMs !== undefined && leg.startMs <= (turn.startMs ?? 0));
  return Math.max(0, begun);
}

/** Who the channel map names, else the agent of the leg, else the only participant of that role, else the voice as it was heard. */
function speakerOf(turn: ShiftedTurn, { participants }: Interaction, leg: Leg | undefined): string {
  if (turn.statedParticipant !== undefined) return turn.statedParticipant;
  const sameRole = participants.filter((person) => person.role === turn.role);
  const ofLeg = sameRole.find((person) => person.ref !== undefined && person.ref === leg?.agent);
  return (ofLeg ?? sameRole[0])?.id ?? turn.participant;
}
