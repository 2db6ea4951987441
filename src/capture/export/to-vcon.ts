import { createHash } from 'node:crypto';
import type { Interaction, Turn } from '../../domain/interaction.ts';
import { reportSchemaName } from '../formats/vcon-report.ts';
import { compact } from '../json-object.ts';

const vendor = 'Earshot';

/**
 * One conversation as a vCon any other tool can read: messages as text dialogs, calls as a transcript in the WTF form,
 * and what vCon has no place for (legs, events, measures) as a report of our own.
 */
export function toVcon(interaction: Interaction): Record<string, unknown> {
  const voice = interaction.channel === 'voice';
  const places = new Map(interaction.participants.map(({ id }, index) => [id, index]));
  const spokenDialog = compact({
    type: 'recording',
    start: startOf(interaction),
    duration: secondsOf(interaction.durationMs),
    parties: [...places.values()],
    mediatype: 'audio/x-wav',
    filename: interaction.media[0]?.name,
  });
  return compact({
    vcon: '0.4.0',
    uuid: uuidOf(interaction),
    extensions: ['wtf_transcript'],
    created_at: startOf(interaction),
    updated_at: interaction.receivedAt,
    subject: interaction.subject ?? undefined,
    parties: interaction.participants.map(({ id, role, ref, name }) =>
      compact({ participant: id, role, uuid: ref, name, type: role === 'bot' ? 'bot' : undefined }),
    ),
    dialog: voice ? [spokenDialog] : interaction.turns.map((turn) => textDialog(turn, interaction, places)),
    analysis: [...(voice && interaction.turns.length > 0 ? [transcriptAnalysis(interaction)] : []), reportAnalysis(interaction)],
    attachments: [],
  });
}

function textDialog(turn: Turn, interaction: Interaction, places: ReadonlyMap<string, number>): Record<string, unknown> {
  const party = places.get(turn.participant) ?? 0;
  const start =
    interaction.startedAt === null || turn.startMs === null ? startOf(interaction) : timeAt(interaction.startedAt, turn.startMs);
  return { type: 'text', start, parties: [party], originator: party, mediatype: 'text/plain', encoding: 'none', body: turn.text };
}

/** draft-howe-vcon-wtf-extension: seconds, words listed once and named by segments. */
function transcriptAnalysis(interaction: Interaction): Record<string, unknown> {
  const words: Record<string, unknown>[] = [];
  const segments = interaction.turns.map((turn, id) => {
    const ids = (turn.words ?? []).map((word) => {
      words.push(
        compact({
          id: words.length,
          start: word.startMs / 1000,
          end: word.endMs / 1000,
          text: word.text,
          confidence: word.confidence,
          speaker: turn.participant,
          is_punctuation: false,
        }),
      );
      return words.length - 1;
    });
    return compact({
      id,
      start: secondsOf(turn.startMs),
      end: secondsOf(turn.endMs),
      text: turn.text,
      speaker: turn.participant,
      words: ids.length > 0 ? ids : undefined,
    });
  });
  const transcript = compact({
    text: interaction.turns.map(({ text }) => text).join(' '),
    language: interaction.language?.code,
    duration: secondsOf(interaction.durationMs),
  });
  return {
    type: 'transcript',
    dialog: [0],
    vendor,
    product: 'transcript',
    schema: 'wtf-1.0',
    encoding: 'json',
    body: { transcript, segments, words, metadata: { provider: vendor, versions: interaction.versions } },
  };
}

function reportAnalysis(interaction: Interaction): Record<string, unknown> {
  const { externalId, channel, direction, startedAt, endedAt, timeZone, caseId, threadId, handling, consent, attributes } = interaction;
  const known = {
    externalId,
    channel,
    direction,
    startedAt,
    endedAt,
    timeZone,
    language: interaction.language?.code,
    caseId,
    threadId,
    handling,
    consent,
    attributes,
    redacted: isRedacted(interaction),
  };
  const legs = interaction.legs.map(({ measures: _measures, media: _media, ...leg }) => leg);
  const events = interaction.events
    .filter(({ origin }) => origin === 'imported')
    .map(({ kind, startMs, endMs, leg }) => compact({ kind, startMs, endMs, leg: leg ?? undefined }));
  const turns = interaction.turns.map(({ leg, startMs, endMs, setAside }) =>
    compact({ leg, startMs: startMs ?? undefined, endMs: endMs ?? undefined, setAside: setAside?.map((part) => ({ ...part })) }),
  );
  return {
    type: 'report',
    dialog: interaction.channel === 'voice' ? [0] : interaction.turns.map((_turn, index) => index),
    vendor,
    product: 'interaction',
    schema: reportSchemaName,
    encoding: 'json',
    body: {
      interaction: { ...withoutNulls(known), legs, events },
      turns,
      measures: interaction.measures,
      annotations: interaction.annotations,
      versions: interaction.versions,
    },
  };
}

/** Version 8 with our own id in it: the same conversation always gets the same uuid. */
function uuidOf({ id }: Interaction): string {
  const hex = createHash('sha256').update(id).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** vCon demands a start: without one, the moment we received it. */
function startOf({ startedAt, receivedAt }: Interaction): string {
  return startedAt ?? receivedAt;
}

function timeAt(startedAt: string, offsetMs: number): string {
  return new Date(Date.parse(startedAt) + offsetMs).toISOString();
}

function secondsOf(ms: number | null): number | undefined {
  return ms === null ? undefined : ms / 1000;
}

function isRedacted({ versions }: Interaction): boolean {
  return versions.redaction !== undefined && versions.redaction !== 'off';
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
