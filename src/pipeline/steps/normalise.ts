import { applyMetadata } from '../../capture/metadata.ts';
import { teamAt } from '../../capture/roster.ts';
import type { CapturedInteraction, CustomerContact, Participant } from '../../domain/captured-interaction.ts';
import type { CustomerKey, Interaction, Leg, Media } from '../../domain/interaction.ts';
import { nothingUnderstood } from '../../domain/understanding.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { normaliseContact } from '../../language/redaction/normalise-contact.ts';
import type { MetadataLedger, StoredCapture } from '../../storage/records.ts';
import type { Vault } from '../../storage/vault.ts';
import { type Outcome, ok } from '../outcome.ts';
import type { Work } from '../work.ts';
import { clockOf } from './clock.ts';
import { legsOf, normaliseTurns } from './normalise-turns.ts';
import { swapRoles, swapRolesField } from './swap-roles.ts';

export const normaliseVersion = 'normalise-1';

export interface NormaliseDependencies {
  readonly workspace: Workspace;
  readonly metadata: Pick<MetadataLedger, 'matching' | 'markMatched'>;
  readonly vault: Pick<Vault, 'blindIndex'>;
}

const nothingMeasured = { values: {}, gaps: {} } as const;

/** Brings a capture of any source to one shape: times on one clock, every turn in a leg, the customer by keyed hash. */
export function createNormaliseStep({ workspace, metadata, vault }: NormaliseDependencies) {
  return async function normalise(capture: StoredCapture): Promise<Outcome<Work>> {
    const settings = workspace.sources[capture.source] ?? {};
    const content = withPlainParticipants(await withMetadata(capture, metadata));
    const clock = clockOf(content);
    const legs = legsOf(content).map(
      (leg): Leg => ({ ...leg, ...teamAt(workspace.roster, leg, clock.startedAt), measures: nothingMeasured }),
    );
    const interaction: Interaction = {
      id: capture.id,
      tenant: capture.tenant,
      source: capture.source,
      externalId: content.externalId,
      version: capture.version,
      channel: content.channel,
      direction: content.direction ?? null,
      startedAt: clock.startedAt,
      endedAt: clock.endedAt,
      durationMs: clock.durationMs,
      timeZone: content.timeZone ?? settings.timeZone ?? workspace.timeZone,
      language:
        content.language === undefined ? null : { code: content.language.slice(0, 2).toLowerCase(), confidence: 1, origin: 'source' },
      customerKeys: customerKeys(contactOf(content), workspace.country, vault),
      caseId: content.caseId ?? null,
      threadId: content.threadId ?? null,
      subject: content.subject ?? null,
      handling: content.handling ?? settings.handling ?? 'analyse',
      consent: content.consent ?? null,
      attributes: { ...settings.attributes, ...content.attributes },
      participants: content.participants.map(withoutIdentity),
      legs,
      turns: normaliseTurns(content, clock),
      events: content.events.map((event) => ({
        kind: event.kind,
        startMs: event.startMs,
        endMs: event.endMs ?? event.startMs,
        leg: event.leg ?? null,
        role: content.participants.find((participant) => participant.id === event.participant)?.role ?? null,
        origin: 'imported',
      })),
      media: mediaOf(content, capture),
      annotations: [],
      measures: nothingMeasured,
      understanding: nothingUnderstood,
      state: 'occurred',
      stateReason: null,
      warnings: content.warnings,
      versions: { normalise: normaliseVersion },
      receivedAt: capture.receivedAt,
    };
    const received = content.turns.length > 0 || capture.mediaBlobs.length > 0;
    return ok({ settings, interaction, arrived: { received, redacted: content.redacted === true } });
  };
}

async function withMetadata(capture: StoredCapture, metadata: NormaliseDependencies['metadata']): Promise<CapturedInteraction> {
  const { content } = capture;
  const rows = await metadata.matching({
    source: capture.source,
    externalId: content.externalId,
    fileNames: content.media.map((media) => media.name),
    agents: [...new Set([...content.legs.flatMap((leg) => leg.agent ?? []), ...content.participants.flatMap((each) => each.ref ?? [])])],
    startedAt: content.startedAt ?? null,
  });
  if (rows.length === 0) return content;
  await metadata.markMatched(
    rows.map((row) => row.id),
    capture.id,
  );
  const swaps = rows.filter((row) => row.fields[swapRolesField] === true);
  const joined = applyMetadata(
    content,
    rows.filter((row) => !swaps.includes(row)),
  );
  return swaps.length % 2 === 1 ? swapRoles(joined) : joined;
}

/** Sources name people by address or phone number; inside they are `customer-1`, `agent-2`, in the source's order. */
function withPlainParticipants(content: CapturedInteraction): CapturedInteraction {
  const counts = new Map<Role, number>();
  const plainIds = new Map<string, string>();
  for (const { id, role } of content.participants) {
    const count = (counts.get(role) ?? 0) + 1;
    counts.set(role, count);
    plainIds.set(id, `${role}-${count}`);
  }
  const plain = (id: string) => plainIds.get(id) ?? 'unknown';
  return {
    ...content,
    participants: content.participants.map((person) => ({ ...person, id: plain(person.id) })),
    turns: content.turns.map((turn) => ({ ...turn, participant: plain(turn.participant) })),
    events: content.events.map((event) => (event.participant === undefined ? event : { ...event, participant: plain(event.participant) })),
    media: content.media.map((each) =>
      each.channelParticipants ? { ...each, channelParticipants: each.channelParticipants.map(plain) } : each,
    ),
  };
}

/** Who works here may be named; who calls may not. */
function withoutIdentity({ name: _name, ref, ...person }: Participant): Participant {
  const identified = ref !== undefined && (person.role === 'agent' || person.role === 'supervisor' || person.role === 'bot');
  return identified ? { ...person, ref } : person;
}

/** The stated contact; where there is none, the source's own id of the customer finds the customer's other contacts. */
function contactOf({ customer, participants }: CapturedInteraction): CustomerContact | undefined {
  if (customer) return customer;
  const ref = participants.find((person) => person.role === 'customer')?.ref;
  return ref === undefined ? undefined : { account: ref };
}

function customerKeys(contact: CustomerContact | undefined, country: string, vault: Pick<Vault, 'blindIndex'>): CustomerKey[] {
  if (!contact) return [];
  const normal = normaliseContact(contact, country);
  return (['phone', 'email', 'account'] as const).flatMap((kind) => {
    const value = normal[kind];
    return value === undefined ? [] : [{ kind, key: vault.blindIndex(kind, value) }];
  });
}

function mediaOf(content: CapturedInteraction, capture: StoredCapture): Media[] {
  return content.media.flatMap((media, index) => {
    const blob = capture.mediaBlobs[index];
    return blob === undefined ? [] : [{ ...media, blob }];
  });
}
