import type { CapturedInteractionInput } from '../../domain/captured-interaction.ts';
import type { Channel, LegKind, Role } from '../../domain/vocabulary.ts';
import { compact, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json-object.ts';
import { type JsonPlace, type JsonShape, jsonReader } from '../json-values.ts';
import { parseRole } from '../roles.ts';
import { externalIdOf } from '../unreadable.ts';

type CapturedTurnInput = NonNullable<CapturedInteractionInput['turns']>[number];
type CapturedLegInput = NonNullable<CapturedInteractionInput['legs']>[number];

/** Genesys Cloud speech and text analytics transcript: phrases say only internal or external; participants' times say who. */
const shape: JsonShape = {
  format: 'genesys',
  hint: /^(?=[\s\S]*"(?:conversationStartTime|communicationId)")(?=[\s\S]*"(?:transcripts|participants)")/,
  recognises: (value) => objectsOf(value.transcripts).some((transcript) => Array.isArray(transcript.phrases)),
  read: (value, place) => [
    {
      kind: 'interaction',
      interaction: interactionOf(value, place),
      ...compact({ position: place.position, identity: textOf(value.conversationId) === undefined ? ('derived' as const) : undefined }),
    },
  ],
};

export const genesysReader = jsonReader(shape);

const legKinds: Readonly<Record<string, LegKind>> = {
  ivr: 'ivr',
  workflow: 'ivr',
  acd: 'queue',
  agent: 'agent',
  user: 'agent',
  internal: 'agent',
  bot: 'bot',
  botflow: 'bot',
  voicemail: 'voicemail',
};

const channels: Readonly<Record<string, Channel>> = {
  call: 'voice',
  callback: 'voice',
  chat: 'chat',
  webmessaging: 'chat',
  email: 'email',
  message: 'messaging',
};

interface Party {
  readonly id: string;
  readonly role: Role;
  readonly purpose: string;
  readonly ref?: string;
  readonly queue?: string;
  readonly startMs: number;
  readonly endMs: number;
}

function interactionOf(value: JsonObject, place: JsonPlace): CapturedInteractionInput {
  const origin = numberOf(value.conversationStartTime) ?? numberOf(value.startTime) ?? earliest(value);
  const parties = partiesOf(value, origin);
  const served = parties.filter(({ purpose }) => purpose in legKinds);
  const speakers = new Map<string, { id: string; role: Role; ref?: string }>();
  const turns = objectsOf(value.transcripts)
    .flatMap((transcript) => objectsOf(transcript.phrases))
    .map((phrase) => turnOf(phrase, { origin, parties, served, speakers }))
    .sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
  const channel = channels[String(value.mediaType ?? 'call').toLowerCase()] ?? 'voice';
  const external = objectsOf(value.participants).find((person) => isExternal(String(person.participantPurpose)));
  return compact({
    externalId: textOf(value.conversationId) ?? externalIdOf(place.file),
    channel,
    startedAt: origin > 1e12 ? new Date(origin).toISOString() : undefined,
    language: textOf(objectsOf(value.transcripts)[0]?.language),
    customer: textOf(external?.ani) === undefined ? undefined : { phone: String(external?.ani).replace(/^tel:/, '') },
    participants: [...speakers.values()],
    legs: served.map(legOf),
    turns,
  });
}

function earliest(value: JsonObject): number {
  const starts = objectsOf(value.participants).flatMap((person) => numberOf(person.startTimeMs) ?? []);
  return starts.length > 0 ? Math.min(...starts) : 0;
}

function partiesOf(value: JsonObject, origin: number): Party[] {
  return objectsOf(value.participants).map((person, index) => {
    const purpose = String(person.participantPurpose ?? 'unknown').toLowerCase();
    return compact({
      id: textOf(person.participantId) ?? `${purpose}-${index + 1}`,
      role: isExternal(purpose) ? ('customer' as const) : (parseRole(purpose) ?? 'unknown'),
      purpose,
      ref: textOf(person.userId),
      queue: textOf(person.queueId),
      startMs: Math.max(0, (numberOf(person.startTimeMs) ?? origin) - origin),
      endMs: Math.max(0, (numberOf(person.endTimeMs) ?? Number.MAX_SAFE_INTEGER) - origin),
    });
  });
}

function isExternal(purpose: string): boolean {
  return purpose === 'external' || purpose === 'customer';
}

function legOf(party: Party): CapturedLegInput {
  const kind = legKinds[party.purpose] ?? 'agent';
  const endMs = party.endMs > 1e12 ? undefined : party.endMs;
  return compact({ kind, agent: kind === 'agent' ? party.ref : undefined, queue: party.queue, startMs: party.startMs, endMs });
}

interface Situation {
  readonly origin: number;
  readonly parties: readonly Party[];
  readonly served: readonly Party[];
  readonly speakers: Map<string, { id: string; role: Role; ref?: string }>;
}

function turnOf(phrase: JsonObject, { origin, parties, served, speakers }: Situation): CapturedTurnInput {
  const given = numberOf(phrase.startTimeMs);
  // Older transcripts count from the start of the conversation, newer ones from 1970.
  const startMs = given === undefined ? undefined : Math.max(0, given >= origin ? given - origin : given);
  const external = isExternal(String(phrase.participantPurpose ?? 'external'));
  const durationMs = numberOf(objectOf(phrase.duration).milliseconds) ?? numberOf(phrase.duration);
  const party = external ? parties.find(({ role }) => role === 'customer') : servingAt(served, startMs ?? 0);
  const id = party?.id ?? (external ? 'external' : 'internal');
  if (!speakers.has(id))
    speakers.set(id, compact({ id, role: party?.role ?? (external ? 'customer' : 'agent'), ref: external ? undefined : party?.ref }));
  const legPlace = servingAt(served, startMs ?? 0);
  const words = wordsOf(phrase, origin);
  return compact({
    participant: id,
    text: textOf(phrase.decoratedText) ?? textOf(phrase.text) ?? '',
    leg: served.length > 0 && legPlace ? served.indexOf(legPlace) : undefined,
    startMs,
    endMs: startMs === undefined || durationMs === undefined ? undefined : startMs + durationMs,
    words: words.length > 0 ? words : undefined,
  });
}

/** Who served the customer then; where several overlap (a queue and its agent), the one who came last. */
function servingAt(served: readonly Party[], atMs: number): Party | undefined {
  const present = served.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
  return present.sort((a, b) => a.startMs - b.startMs).at(-1) ?? served.filter(({ startMs }) => startMs <= atMs).at(-1) ?? served[0];
}

function wordsOf(phrase: JsonObject, origin: number): NonNullable<CapturedTurnInput['words']> {
  return objectsOf(phrase.words).flatMap((word) => {
    const given = numberOf(word.startTimeMs);
    const text = textOf(word.word) ?? textOf(word.text);
    if (given === undefined || text === undefined) return [];
    const startMs = Math.max(0, given >= origin ? given - origin : given);
    return [
      compact({
        text,
        startMs,
        endMs: startMs + (numberOf(objectOf(word.duration).milliseconds) ?? 0),
        confidence: numberOf(word.confidence),
      }),
    ];
  });
}
