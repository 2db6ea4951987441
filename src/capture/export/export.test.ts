import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CapturedInteraction } from '../../domain/captured-interaction.ts';
import type { InteractionId } from '../../domain/ids.ts';
import type { Interaction, Turn } from '../../domain/interaction.ts';
import { readOne } from '../testing/read-items.ts';
import { exportWriters, toJsonl } from './export-writers.ts';
import { csvHeader, toCsv } from './to-csv.ts';
import { toVcon } from './to-vcon.ts';

const nothing = { values: {}, gaps: {} };

function interaction(changes: Partial<Interaction> = {}): Interaction {
  return {
    id: '0123456789abcdef0123456789abcdef' as InteractionId,
    tenant: 't',
    source: 's',
    externalId: 'call-7',
    version: 1,
    channel: 'voice',
    direction: 'inbound',
    startedAt: '2025-01-06T09:00:00.000Z',
    endedAt: '2025-01-06T09:01:00.000Z',
    durationMs: 60_000,
    timeZone: 'UTC',
    language: { code: 'en', confidence: 1, origin: 'source' },
    customerKeys: [],
    caseId: 'case-1',
    threadId: null,
    subject: null,
    handling: 'analyse',
    consent: null,
    attributes: { priority: 2 },
    participants: [
      { id: 'a', role: 'agent', roleConfidence: 1, ref: 'ag-1' },
      { id: 'c', role: 'customer', roleConfidence: 1 },
    ],
    legs: [{ kind: 'agent', agent: 'ag-1', team: 'Blue', queue: 'parcels', measures: nothing }],
    turns: [],
    events: [{ kind: 'hold', startMs: 1000, endMs: 2000, leg: 0, role: null, origin: 'imported' }],
    media: [],
    annotations: [],
    measures: nothing,
    understanding: {},
    state: 'assessable',
    stateReason: null,
    warnings: [],
    versions: {},
    receivedAt: '2025-01-06T10:00:00.000Z',
    ...changes,
  };
}

const word = fc.record({ text: fc.stringMatching(/^[a-z<>,']{1,8}$/), length: fc.integer({ min: 1, max: 900 }) });
const turnShape = fc.record({
  customer: fc.boolean(),
  words: fc.array(word, { minLength: 1, maxLength: 6 }),
  pauseMs: fc.integer({ min: 0, max: 5000 }),

  aside: fc.boolean(),
});

function turnsFrom(
  shapes: readonly { customer: boolean; words: readonly { text: string; length: number }[]; pauseMs: number; aside: boolean }[],
  withWords: boolean,
): Turn[] {
  let clock = 0;
  return shapes.map((shape, index) => {
    clock += shape.pauseMs;
    const startMs = clock;
    const words = shape.words.map(({ text, length }) => {
      const from = clock;
      clock += length;
      return { text, startMs: from, endMs: clock, confidence: 0.5 };
    });
    return {
      index,
      leg: 0,
      participant: shape.customer ? 'c' : 'a',
      role: shape.customer ? 'customer' : 'agent',
      roleConfidence: 1,
      text: shape.words.map(({ text }) => text).join(' '),
      startMs,
      endMs: clock,
      ...(withWords ? { words } : {}),
      ...(shape.aside ? { setAside: [{ kind: 'quoted' as const, text: '> before' }] } : {}),
    };
  });
}

/** A turn as it must come back. */
function essence(turn: Turn | CapturedInteraction['turns'][number]) {
  return [
    turn.participant,
    turn.text,
    turn.startMs ?? null,
    turn.endMs ?? null,
    turn.words ?? null,
    turn.setAside ?? null,
    turn.leg ?? null,
  ];
}

test('a vCon we write reads back to the same conversation', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(turnShape, { maxLength: 8 }),
      fc.constantFrom('voice', 'chat', 'email', 'messaging'),
      async (shapes, channel) => {
        const written = interaction({ channel, turns: turnsFrom(shapes, channel === 'voice') });
        const read = await readOne(JSON.stringify(toVcon(written)), { name: 'x.vcon' });
        assert.deepEqual(read.turns.map(essence), written.turns.map(essence));
        assert.deepEqual(
          [read.externalId, read.channel, read.startedAt, read.endedAt, read.caseId],
          [written.externalId, channel, written.startedAt, written.endedAt, written.caseId],
        );
        assert.deepEqual(read.legs, [{ kind: 'agent', agent: 'ag-1', team: 'Blue', queue: 'parcels' }]);
        assert.deepEqual(read.events, [{ kind: 'hold', startMs: 1000, endMs: 2000, leg: 0 }]);
        assert.deepEqual(read.attributes, { priority: 2 });
      },
    ),
    { numRuns: 60 },
  );
});

test('turns without a clock come back without one', async () => {
  const turns = turnsFrom([{ customer: true, words: [{ text: 'hi', length: 5 }], pauseMs: 0, aside: false }], false).map((turn) => ({
    ...turn,
    startMs: null,
    endMs: null,
  }));
  for (const channel of ['voice', 'chat'] as const) {
    const read = await readOne(JSON.stringify(toVcon(interaction({ channel, turns, startedAt: null, endedAt: null }))), { name: 'x.vcon' });
    assert.deepEqual(read.turns.map(essence), turns.map(essence));
  }
});

test('the same conversation always gets the same uuid, of version 8', () => {
  const uuid = String(toVcon(interaction()).uuid);
  assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(toVcon(interaction({ version: 9 })).uuid, uuid);
});

test('an exported line of JSON reads back to the same turns', async () => {
  const written = interaction({
    turns: turnsFrom([{ customer: true, words: [{ text: 'hi', length: 5 }], pauseMs: 7, aside: true }], true),
  });
  const read = await readOne(toJsonl(written), { name: 'x.jsonl' });
  assert.deepEqual(read.turns.map(essence), written.turns.map(essence));
  assert.equal(read.externalId, 'call-7');
});

test('CSV cells never run as formulas, and our own reader knows the columns', async () => {
  const turns = ['=HYPERLINK("http://x")', '+1 555', '-1', '@SUM(A1)', '\tx', 'plain, "quoted"\nnext'].map(
    (text, index): Turn => ({
      index,
      leg: 0,
      participant: 'c',
      role: 'customer',
      roleConfidence: 1,
      text,
      startMs: index * 1000,
      endMs: index * 1000 + 500,
    }),
  );
  const csv = csvHeader() + toCsv(interaction({ turns }));
  for (const line of csv.split('\n')) assert.doesNotMatch(line.split(',').at(-1) ?? '', /^"?[=+@\t-]/);
  const read = await readOne(csv, { name: 'x.csv' });
  assert.equal(read.externalId, 'call-7');
  assert.equal(read.turns.length, turns.length);
  assert.equal(read.turns.at(-1)?.text, 'plain, "quoted"\nnext');
  assert.deepEqual(read.legs, [{ kind: 'agent', agent: 'ag-1', team: 'Blue', queue: 'parcels' }]);
});

test('a contact without words is one row and one line in every format', async () => {
  async function* one() {
    yield interaction();
  }
  for (const [format, write] of Object.entries(exportWriters)) {
    const text = (await Array.fromAsync(write(one()))).join('');
    assert.equal(text.trimEnd().split('\n').length, format === 'csv' ? 2 : 1, format);
  }
});
