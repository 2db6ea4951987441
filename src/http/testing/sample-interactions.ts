import type { Participant } from '../../domain/captured-interaction.ts';
import type { BlobHash, InteractionId } from '../../domain/ids.ts';
import type { Interaction, Turn, Word } from '../../domain/interaction.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { measureThresholdsSchema } from '../../domain/workspace.ts';
import { measureInteraction } from '../../language/measures/measure-interaction.ts';

/** A few conversations with everything a screen has to show, written for the tests. */
const agent: Participant = { id: 'a', role: 'agent', roleConfidence: 1, ref: 'agent-07', name: 'Robin' };
const customer: Participant = { id: 'c', role: 'customer', roleConfidence: 1 };

const none = { values: {}, gaps: {} };

export const blank: Interaction = {
  id: '0' as InteractionId,
  tenant: 'default',
  source: 'phone',
  externalId: 'x',
  version: 1,
  channel: 'chat',
  direction: 'inbound',
  startedAt: '2026-11-20T09:00:00.000Z',
  endedAt: '2026-11-20T09:04:00.000Z',
  durationMs: 240_000,
  timeZone: 'UTC',
  language: { code: 'en', confidence: 0.99, origin: 'text' },
  customerKeys: [{ kind: 'phone', key: 'phone:+15550100' }],
  caseId: null,
  threadId: null,
  subject: null,
  handling: 'analyse',
  consent: null,
  attributes: {},
  participants: [agent, customer],
  legs: [],
  turns: [],
  events: [],
  media: [],
  annotations: [],
  measures: none,
  understanding: {},
  state: 'assessable',
  stateReason: null,
  warnings: [],
  versions: { language: 'eld-2', redaction: 'structured-1', measures: 'measures-1' },
  receivedAt: '2026-11-20T09:05:00.000Z',
};

/** Computed events and measures as the line computes them. */
function measured(interaction: Interaction): Interaction {
  const { events, measures } = measureInteraction(interaction, measureThresholdsSchema.parse({}));
  return { ...interaction, measures, events: [...interaction.events, ...events] };
}

interface Line {
  readonly role: 'agent' | 'customer' | 'bot';
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

function turnsOf(lines: readonly Line[], withWords: boolean): Turn[] {
  return lines.map(({ role, text, startMs, endMs }, index) => ({
    index,
    leg: 0,
    participant: role === 'agent' ? 'a' : role === 'bot' ? 'b' : 'c',
    role,
    roleConfidence: index === 3 ? 0.55 : 1,
    text,
    startMs,
    endMs,
    ...(withWords && { words: wordsOf(text, startMs, endMs) }),
  }));
}

function wordsOf(text: string, startMs: number, endMs: number): Word[] {
  const words = text.split(' ');
  const each = (endMs - startMs) / words.length;
  return words.map((word, n) => ({
    text: word,
    startMs: Math.round(startMs + n * each),
    endMs: Math.round(startMs + (n + 0.9) * each),
    confidence: word.startsWith('Tamsin') ? 0.41 : 0.95,
  }));
}

const callLines: readonly Line[] = [
  { role: 'agent', text: 'Good morning, this is Robin at Harbour Energy, how can I help?', startMs: 900, endMs: 4600 },
  { role: 'customer', text: 'Hi, my bill has doubled since October and I want to know why.', startMs: 5000, endMs: 9200 },
  { role: 'agent', text: 'I am sorry about that. Could you give me the card number you paid with?', startMs: 9600, endMs: 13_800 },
  { role: 'customer', text: 'Yes, it is <card> and the name is Tamsin Okafor.', startMs: 14_000, endMs: 18_400 },
  { role: 'agent', text: 'Thank you, I will look at your readings, please hold the line for a moment.', startMs: 18_800, endMs: 22_600 },
  {
    role: 'agent',
    text: 'Thank you for waiting. The last reading was estimated, so the bill was too high.',
    startMs: 33_000,
    endMs: 38_200,
  },
  { role: 'customer', text: 'So will you correct it, or do I have to ask for a manager again?', startMs: 37_400, endMs: 41_800 },
  { role: 'agent', text: 'I have corrected it now, and you will get a new bill on <date>.', startMs: 42_300, endMs: 46_900 },
  { role: 'customer', text: 'All right, thank you.', startMs: 54_000, endMs: 55_600 },
];

export const sampleCall = measured({
  ...blank,
  id: 'ca11000000000000000000000000ca11' as InteractionId,
  externalId: 'call-2026-11-20-0900',
  channel: 'voice',
  durationMs: 60_000,
  endedAt: '2026-11-20T09:01:00.000Z',
  caseId: 'CASE-1042',
  attributes: { product: 'electricity', tenureYears: 3, vulnerable: false },
  legs: [
    { kind: 'ivr', startMs: 0, endMs: 400, measures: none },
    { kind: 'queue', queue: 'billing', startMs: 400, endMs: 800, measures: none },
    {
      kind: 'agent',
      agent: 'agent-07',
      team: 'north',
      queue: 'billing',
      startMs: 800,
      answeredMs: 850,
      endMs: 60_000,
      media: 0,
      measures: none,
    },
  ],
  turns: turnsOf(callLines, true).map((turn) => ({ ...turn, leg: 2 })),
  events: [{ kind: 'hold', startMs: 23_000, endMs: 32_800, leg: 2, role: 'agent', origin: 'imported' }],
  annotations: [
    { turn: 3, start: 11, end: 17, kind: 'entity', label: 'card', confidence: 1, by: 'structured-1', why: 'luhn' },
    { turn: 7, start: 56, end: 62, kind: 'entity', label: 'date', confidence: 0.9, by: 'structured-1', why: 'pattern' },
  ],
  warnings: ['Roles were taken from the channels: left is agent, right is customer.'],
  versions: { ...blank.versions, transcriber: 'moonshine-base@3f2a91c0' },
});

export const sampleChat = measured({
  ...blank,
  id: 'c4a7000000000000000000000000c4a7' as InteractionId,
  externalId: 'chat-771',
  source: 'webchat',
  startedAt: '2026-11-20T11:30:00.000Z',
  participants: [agent, customer, { id: 'b', role: 'bot', roleConfidence: 1, name: 'Helper bot' }],
  legs: [{ kind: 'agent', agent: 'agent-12', team: 'north', queue: 'moving house', startMs: 0, measures: none }],
  turns: turnsOf(
    [
      { role: 'bot', text: 'Hello! What can we do for you today?', startMs: 0, endMs: 0 },
      { role: 'customer', text: 'I am moving on the first and want to take my contract with me.', startMs: 24_000, endMs: 24_000 },
      { role: 'customer', text: 'My e-mail is <email> if you need it.', startMs: 31_000, endMs: 31_000 },
      { role: 'agent', text: 'Happy to help. What is the new address?', startMs: 70_000, endMs: 70_000 },
      { role: 'customer', text: 'It is <script>alert(1)</script> 4 Mill Lane & sons', startMs: 130_000, endMs: 130_000 },
      { role: 'agent', text: 'Done, your contract moves with you.', startMs: 200_000, endMs: 200_000 },
    ],
    false,
  ),
  annotations: [{ turn: 2, start: 13, end: 20, kind: 'entity', label: 'email', confidence: 1, by: 'structured-1', why: 'pattern' }],
});

export const sampleEmail = measured({
  ...blank,
  id: 'e4a1000000000000000000000000e4a1' as InteractionId,
  externalId: '<thread-9@example.org>',
  source: 'mailbox',
  channel: 'email',
  subject: 'Refund for invoice 2207',
  startedAt: '2026-11-18T08:12:00.000Z',
  durationMs: 93_600_000,
  legs: [{ kind: 'agent', agent: 'agent-03', team: 'back office', queue: 'refunds', startMs: 0, measures: none }],
  turns: [
    {
      index: 0,
      leg: 0,
      participant: 'c',
      role: 'customer',
      roleConfidence: 1,
      text: 'Dear team,\n\nI returned the charger three weeks ago and have not seen the refund.\nPlease tell me when it will arrive.',
      startMs: 0,
      endMs: 0,
      setAside: [{ kind: 'signature', text: 'Sent from my phone' }],
    },
    {
      index: 1,
      leg: 0,
      participant: 'a',
      role: 'agent',
      roleConfidence: 1,
      text: 'Hello,\n\nthe refund was released today and will reach you within three working days.\n\nKind regards\nRobin',
      startMs: 93_600_000,
      endMs: 93_600_000,
      setAside: [{ kind: 'quoted', text: '> I returned the charger three weeks ago and have not seen the refund.' }],
    },
  ],
});

export const sampleHeld: Interaction = {
  ...blank,
  id: '4e1d0000000000000000000000004e1d' as InteractionId,
  externalId: 'call-2026-11-19-1710',
  channel: 'voice',
  startedAt: '2026-11-19T17:10:00.000Z',
  durationMs: 35_000,
  language: { code: 'es', confidence: 0.93, origin: 'heard' },
  legs: [{ kind: 'agent', agent: 'agent-07', team: 'north', queue: 'billing', startMs: 0, endMs: 35_000, media: 0, measures: none }],
  state: 'received',
  stateReason: 'language',
};

export const sampleInteractions: readonly Interaction[] = [sampleChat, sampleCall, sampleHeld, sampleEmail];

/** `count` small chats, newest first, for pages and long lists. */
export function manyInteractions(count: number): Interaction[] {
  const roles: readonly Role[] = ['customer', 'agent'];
  return Array.from({ length: count }, (_, n) => ({
    ...blank,
    id: n.toString(16).padStart(32, '0') as InteractionId,
    externalId: `chat-${n}`,
    source: 'webchat',
    startedAt: new Date(Date.UTC(2026, 10, 20) - n * 600_000).toISOString(),
    legs: [{ kind: 'agent' as const, agent: `agent-${n % 9}`, queue: 'billing', measures: none }],
    turns: roles.map((role, index) => ({
      index,
      leg: 0,
      participant: role === 'agent' ? 'a' : 'c',
      role,
      roleConfidence: 1,
      text: role === 'customer' ? `Question number ${n} about my invoice` : 'Let me look at that.',
      startMs: index * 30_000,
      endMs: index * 30_000,
    })),
  }));
}

/** The call with its recording in a blob store: a two-channel wav whose loudness follows the turns. */
export function withRecording(call: Interaction, blob: BlobHash): Interaction {
  const perSecond = 10;
  const length = ((call.durationMs ?? 0) / 1000) * perSecond;
  const channelOf = (role: Role) =>
    Array.from({ length }, (_, n) => {
      const atMs = (n * 1000) / perSecond;
      const speaking = call.turns.some((turn) => turn.role === role && (turn.startMs ?? 0) <= atMs && atMs < (turn.endMs ?? 0));
      return speaking ? 70 + ((n * 53) % 120) : 2;
    });
  const media = { name: 'call.wav', mediaType: 'audio/wav', channelRoles: ['agent' as const, 'customer' as const], blob };
  return {
    ...call,
    media: [
      {
        ...media,
        durationMs: call.durationMs ?? 0,
        channels: 2,
        sampleRate: 8000,
        peaks: { perSecond, channels: [channelOf('agent'), channelOf('customer')] },
      },
    ],
  };
}

/** PCM16 stereo at 8 kHz: a low hum for the agent, a higher one for the customer, silence elsewhere. */
export function recordingOf(call: Interaction): Buffer {
  const rate = 8000;
  const frames = ((call.durationMs ?? 0) / 1000) * rate;
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + frames * 4, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (const turn of call.turns) {
    const channel = turn.role === 'agent' ? 0 : 1;
    const tone = turn.role === 'agent' ? 140 : 220;
    for (let frame = ((turn.startMs ?? 0) * rate) / 1000; frame < ((turn.endMs ?? 0) * rate) / 1000; frame++) {
      wav.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * tone * frame) / rate)), 44 + Math.floor(frame) * 4 + channel * 2);
    }
  }
  return wav;
}
