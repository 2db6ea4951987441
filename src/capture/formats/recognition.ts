import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import { type Role, roles } from '../../domain/vocabulary.ts';
import { compact, objectOf, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { parseRole } from '../roles.ts';
import { parseTime } from '../time-zone.ts';
import { externalIdOf } from '../unreadable.ts';
import { type RecognisedSpeech, recognisedSpeech } from './recognised-turns.ts';

/** The output of a speech engine for one recording, without anything about the contact: metadata must bring the rest. */
const shape: JsonShape = {
  format: 'recognition',
  hint: /^(?=[\s\S]*"(?:results|segments|utterances|words)"\s*:)(?=[\s\S]*"(?:start|transcript)"\s*:)/,
  recognises: (value) => recognisedSpeech(value) !== null,
  read: (value, place) => {
    const speech = recognisedSpeech(value) ?? { turns: [] };
    const created = textOf(objectOf(value.metadata).created) ?? textOf(value.created);
    const startedAt = created === undefined ? undefined : parseTime(created, 'UTC')?.iso;
    // When a transcript was made is near when its call was, and better than nothing.
    const warnings = startedAt === undefined ? [] : ["the start is when the transcript was made: a metadata file can state the call's own"];
    return [
      {
        kind: 'interaction',
        interaction: interactionOf(speech, place, compact({ startedAt, warnings })),
        identity: 'derived',
        ...compact({ position: place.position }),
      },
    ];
  },
};

export const recognitionReader = jsonReader(shape);

function interactionOf(speech: RecognisedSpeech, place: JsonPlace, extra: Partial<CapturedInteractionInput>): CapturedInteractionInput {
  const speakers = [...new Set(speech.turns.map(({ participant }) => participant))];
  return {
    externalId: externalIdOf(place.file),
    channel: 'voice',
    ...compact({ language: speech.language }),
    ...extra,
    participants: speakers.map((id) => ({ id, ...roleOf(id, place.context.channelRoles ?? []) })),
    turns: [...speech.turns],
  };
}

function roleOf(speaker: string, channelRoles: readonly string[]): { role: Role; roleConfidence: number } {
  const channel = /^channel-(\d+)$/.exec(speaker)?.[1];
  const mapped = channel === undefined ? undefined : channelRoles[Number(channel)];
  if (mapped !== undefined && roles.includes(mapped as Role)) return { role: mapped as Role, roleConfidence: 1 };
  const named = parseRole(speaker);
  return named === null ? { role: 'unknown', roleConfidence: 0 } : { role: named, roleConfidence: 1 };
}
