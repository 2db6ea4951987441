import {
  type CapturedEvent,
  type CapturedInteraction,
  type CapturedLeg,
  capturedInteractionSchema,
} from '../domain/captured-interaction.ts';
import {
  type Channel,
  channels,
  type Direction,
  directions,
  type EventKind,
  handlings,
  type LegKind,
  legKinds,
  type Role,
  roles,
} from '../domain/vocabulary.ts';
import { contactFields, fieldOfColumn } from './contact-fields.ts';
import { attributesOf, compact, type JsonObject, numberOf, objectOf, objectsOf, textOf } from './json-object.ts';
import { parseEpoch, parseTime } from './time-zone.ts';

/**
 * A contact with what a metadata row or sidecar says of it. What the row states wins over what the file said; words,
 * and whatever the row is silent on, stay. Values that cannot be used become warnings, never errors.
 */
export function applyFields(captured: CapturedInteraction, given: JsonObject, timeZone: string): CapturedInteraction {
  const warnings = Array.isArray(given.warnings) ? given.warnings.filter((warning) => typeof warning === 'string') : [];
  const { fields, extra } = separate(given);
  const startedAt = readTime(fields.startedAt, timeZone, warnings) ?? captured.startedAt;
  const merged = {
    ...captured,
    ...compact({
      externalId: textOf(fields.externalId),
      channel: oneOf<Channel>(channels, fields.channel, warnings),
      direction: directionOf(fields.direction),
      startedAt,
      endedAt: readTime(fields.endedAt, timeZone, warnings) ?? endAfter(startedAt, numberOf(fields.durationSeconds)),
      timeZone: textOf(fields.timeZone),
      language: textOf(fields.language),
      caseId: textOf(fields.caseId),
      threadId: textOf(fields.threadId),
      subject: textOf(fields.subject),
      handling: oneOf(handlings, fields.handling, warnings),
      consent: textOf(fields.consent),
      customer: customerOf(captured, given, fields),
    }),
    attributes: { ...captured.attributes, ...attributesOf(extra), ...attributesOf(given.attributes) },
    participants: participantsOf(captured, fields, given),
    legs: legsOf(captured, fields, given, (time) => relativeMs(readTime(time, timeZone, warnings), startedAt)),
    events: withoutRepeats([...captured.events, ...eventsOf(given, fields)]),
    media: mediaOf(captured, given),
  };
  const checked = capturedInteractionSchema.safeParse({ ...merged, warnings: [...new Set([...captured.warnings, ...warnings])] });
  if (checked.success) return checked.data;
  const place = checked.error.issues[0]?.path.join('.') ?? 'a field';
  return { ...captured, warnings: [...captured.warnings, `metadata was not applied: ${place} is not usable`] };
}

/** Keys under their canonical names; the rest are the site's own attributes. */
function separate(given: JsonObject): { fields: JsonObject; extra: JsonObject } {
  const fields: [string, unknown][] = [];
  const extra: [string, unknown][] = [];
  for (const [key, value] of Object.entries(given)) {
    const field = (contactFields as readonly string[]).includes(key) ? key : fieldOfColumn(key);
    if (structured.has(key)) continue;
    if (field === undefined) extra.push([key, value]);
    else fields.push([field, value]);
  }
  return { fields: Object.fromEntries(fields), extra: Object.fromEntries(extra) };
}

/** Keys with a structure of their own, read where they belong. */
const structured = new Set([
  'attributes',
  'customer',
  'legs',
  'events',
  'participants',
  'media',
  'channelRoles',
  'turns',
  'warnings',
  'labels',
]);

function participantsOf(captured: CapturedInteraction, fields: JsonObject, given: JsonObject): CapturedInteraction['participants'] {
  const listed = objectsOf(given.participants);
  if (listed.length > 0 && captured.turns.length === 0) return listed as CapturedInteraction['participants'];
  const agent = textOf(fields.agent);
  const agents = captured.participants.filter(({ role }) => role === 'agent');
  if (agent === undefined || agents.length !== 1) return captured.participants;
  const name = textOf(fields.agentName);
  return captured.participants.map((person) =>
    person.role === 'agent' && person.ref === undefined ? { ...person, ref: agent, ...compact({ name: person.name ?? name }) } : person,
  );
}

function legsOf(
  captured: CapturedInteraction,
  fields: JsonObject,
  given: JsonObject,
  readMs: (time: unknown) => number | undefined,
): CapturedLeg[] {
  if (Array.isArray(given.legs)) return objectsOf(given.legs) as unknown as CapturedLeg[];
  const known = compact({
    agent: textOf(fields.agent),
    team: textOf(fields.team),
    queue: textOf(fields.queue),
    startMs: readMs(fields.legStartedAt),
    answeredMs: readMs(fields.answeredAt),
    endMs: readMs(fields.legEndedAt),
  });
  if (Object.keys(known).length === 0) return captured.legs;
  const kind = legKinds.includes(fields.legKind as LegKind) ? (fields.legKind as LegKind) : 'agent';
  const index = captured.legs.findIndex(
    (leg) => leg.kind === kind && (known.agent === undefined || leg.agent === undefined || leg.agent === known.agent),
  );
  if (index < 0) return [...captured.legs, { kind, ...known }];
  return captured.legs.map((leg, place) => (place === index ? { ...leg, ...known } : leg));
}

function eventsOf(given: JsonObject, fields: JsonObject): CapturedEvent[] {
  const listed = objectsOf(given.events) as unknown as CapturedEvent[];
  const intervals = (
    [
      ['hold', fields.holds],
      ['mute', fields.mutes],
      ['pause', fields.pauses],
      ['transfer', fields.transfers],
    ] as const
  ).flatMap(([kind, value]) => intervalsOf(kind, value));
  return [...listed, ...intervals];
}

/** The same row may be applied again, and every row of a call may list the same holds. */
function withoutRepeats(events: readonly CapturedEvent[]): CapturedEvent[] {
  const distinct = new Map(events.map((event) => [JSON.stringify([event.kind, event.startMs, event.endMs, event.leg]), event]));
  return [...distinct.values()];
}

/** `[{startMs,endMs}]`, or seconds as `35-52; 80-91.5`, or points in time as `120; 300`. */
function intervalsOf(kind: EventKind, value: unknown): CapturedEvent[] {
  if (Array.isArray(value)) {
    return objectsOf(value).map(({ startMs, endMs }) => compact({ kind, startMs: numberOf(startMs) ?? 0, endMs: numberOf(endMs) }));
  }
  return [...(textOf(value) ?? '').matchAll(/(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?/g)].map(([, start, end]) =>
    compact({ kind, startMs: Math.round(Number(start) * 1000), endMs: end === undefined ? undefined : Math.round(Number(end) * 1000) }),
  );
}

function customerOf(captured: CapturedInteraction, given: JsonObject, fields: JsonObject): CapturedInteraction['customer'] {
  const customer = objectOf(given.customer);
  const known = compact({
    phone: textOf(fields.phone) ?? textOf(customer.phone),
    email: textOf(fields.email) ?? textOf(customer.email),
    account: textOf(fields.account) ?? textOf(customer.account) ?? textOf(given.customer),
  });
  return Object.keys(known).length === 0 ? captured.customer : { ...captured.customer, ...known };
}

function mediaOf(captured: CapturedInteraction, given: JsonObject): CapturedInteraction['media'] {
  const described = Array.isArray(given.media) ? objectsOf(given.media) : [{ channelRoles: given.channelRoles }];
  return captured.media.map((media, index) => {
    const { channelRoles, channelParticipants, offsetMs } = described[index] ?? {};
    return {
      ...media,
      ...(Array.isArray(channelRoles)
        ? { channelRoles: channelRoles.map((role) => (roles.includes(role as Role) ? (role as Role) : 'unknown')) }
        : {}),
      ...(Array.isArray(channelParticipants) ? { channelParticipants: channelParticipants.map(String) } : {}),
      ...(typeof offsetMs === 'number' ? { offsetMs } : {}),
    };
  });
}

/** `inbound`, `Incoming`, `OUT` …; undefined when it is none of them. */
export function directionOf(value: unknown): Direction | undefined {
  const word = textOf(value)?.toLowerCase() ?? '';
  if (directions.includes(word as Direction)) return word as Direction;
  return word.startsWith('in') ? 'inbound' : word.startsWith('out') ? 'outbound' : undefined;
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown, warnings: string[]): Word | undefined {
  const word = textOf(value)?.toLowerCase() as Word | undefined;
  if (word === undefined || words.includes(word)) return word;
  warnings.push(`metadata: a value is none of ${words.join(', ')}`);
  return undefined;
}

function readTime(value: unknown, timeZone: string, warnings: string[]): string | undefined {
  if (typeof value === 'number') return parseEpoch(value) ?? undefined;
  const text = textOf(value);
  if (text === undefined) return undefined;
  const parsed = parseTime(text, timeZone);
  if (!parsed) warnings.push('metadata: a time could not be read');
  else if (parsed.warning) warnings.push(parsed.warning);
  return parsed?.iso;
}

function relativeMs(time: string | undefined, startedAt: string | undefined): number | undefined {
  return time === undefined || startedAt === undefined ? undefined : Math.max(0, Date.parse(time) - Date.parse(startedAt));
}

function endAfter(startedAt: string | undefined, seconds: number | undefined): string | undefined {
  return startedAt === undefined || seconds === undefined ? undefined : new Date(Date.parse(startedAt) + seconds * 1000).toISOString();
}
