import { interactionId } from '../../domain/ids.ts';
import type { Interaction, Turn } from '../../domain/interaction.ts';

const words = (
  'order refund delivery account password invoice payment charge late cancel upgrade line internet slow router ticket email ' +
  'please thanks sorry help check moment today tomorrow address number phone contract month fee bill change wrong right again ' +
  'call back wait problem issue solved working broken screen charger store return parcel driver label credit card limit'
).split(' ');
const queues = ['billing', 'delivery', 'technical', 'retention'];
const minuteMs = 60_000;

/** A plausible stored chat, the same for the same number: for contract tests and benchmarks of stores. */
export function generateInteraction(number: number, changes: Partial<Interaction> = {}): Interaction {
  const random = seeded(number);
  const externalId = changes.externalId ?? `chat-${number}`;
  const started = Date.UTC(2026, 0, 1) + Math.floor(random() * 26 * 7 * 24 * 60) * minuteMs;
  const turns = Array.from({ length: 20 }, (_, index) => generateTurn(index, random));
  const queue = queues[Math.floor(random() * queues.length)] ?? 'billing';
  const agent = `agent-${Math.floor(random() * 200)}`;
  return {
    id: interactionId({ tenant: 'default', source: 'chat', externalId }),
    tenant: 'default',
    source: 'chat',
    externalId,
    version: 1,
    channel: 'chat',
    direction: 'inbound',
    startedAt: new Date(started).toISOString(),
    endedAt: new Date(started + 10 * minuteMs).toISOString(),
    durationMs: 10 * minuteMs,
    timeZone: 'Europe/Berlin',
    language: { code: 'en', confidence: 0.98, origin: 'text' },
    customerKeys: [{ kind: 'email', key: hex(random, 32) }],
    caseId: null,
    threadId: null,
    subject: null,
    handling: 'analyse',
    consent: null,
    attributes: { product: queue === 'technical' ? 'internet' : 'parcel', priority: Math.floor(random() * 3), vip: random() < 0.1 },
    participants: [
      { id: 'a', role: 'agent', roleConfidence: 1, ref: agent },
      { id: 'c', role: 'customer', roleConfidence: 1 },
    ],
    legs: [{ kind: 'agent', agent, team: 'care', queue, startMs: 0, endMs: 10 * minuteMs, measures: { values: {}, gaps: {} } }],
    turns,
    events: [{ kind: 'gap', startMs: 5 * minuteMs, endMs: 6 * minuteMs, leg: 0, role: 'agent', origin: 'computed' }],
    media: [],
    annotations: [],
    understanding: {},
    measures: { values: { messages: turns.length, firstResponseMs: 30_000, resolveMs: null }, gaps: { resolveMs: 'no close event' } },
    state: 'assessable',
    stateReason: null,
    warnings: [],
    versions: { redaction: 'structured-1' },
    receivedAt: '2026-08-01T00:00:00.000Z',
    ...changes,
  };
}

/** One turn of the given text, with everything else made up. */
export function turnOf(text: string, changes: Partial<Turn> = {}): Turn {
  return { index: 0, leg: 0, participant: 'c', role: 'customer', roleConfidence: 1, text, startMs: 0, endMs: null, ...changes };
}

function generateTurn(index: number, random: () => number): Turn {
  const length = 8 + Math.floor(random() * 12);
  const text = Array.from({ length }, () => words[Math.floor(random() * random() * words.length)]).join(' ');
  const agent = index % 2 === 1;
  return {
    index,
    leg: 0,
    participant: agent ? 'a' : 'c',
    role: agent ? 'agent' : 'customer',
    roleConfidence: 1,
    text: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`,
    startMs: index * 30_000,
    endMs: null,
  };
}

function hex(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** mulberry32: small, fast, the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
