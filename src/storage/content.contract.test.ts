import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AppError } from '../domain/errors.ts';
import type { InteractionId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { ContentStore, SearchQuery } from './content.ts';
import { contentAdapters, type OpenStore } from './testing/adapters.ts';
import { generateInteraction, turnOf } from './testing/generate-interaction.ts';

/** A conversation in which the given turns are all that is said. */
function saying(number: number, texts: readonly string[], changes: Partial<Interaction> = {}): Interaction {
  return generateInteraction(number, { turns: texts.map((text, index) => turnOf(text, { index })), ...changes });
}

const lossy: readonly Partial<Interaction>[] = [
  { state: 'assessable' },
  { state: 'transcribed', stateReason: 'short' },
  { state: 'received', stateReason: 'language' },
  { state: 'occurred', stateReason: 'no-media' },
];

const corpus: readonly Interaction[] = [
  saying(1, ['I want a refund, please.', 'We live in the Große STRASSE 5'], {
    source: 'texts',
    externalId: 'refund',
    startedAt: '2026-03-02T12:00:00.000Z',
    legs: [
      {
        kind: 'agent',
        agent: 'anna',
        team: 'gold',
        queue: 'billing',
        measures: { values: { talkMs: 5.5, holdMs: null }, gaps: { holdMs: 'x' } },
      },
      { kind: 'queue', queue: 'night', measures: { values: {}, gaps: {} } },
    ],
  }),
  saying(2, ['please', 'Refund it. Please do'], { source: 'texts', externalId: 'split', channel: 'email', legs: [], participants: [] }),
  saying(3, ['我想退款，谢谢', 'タクシー'], {
    source: 'texts',
    externalId: 'chinese',
    language: { code: 'de', confidence: 0.4, origin: 'text' },
  }),
  saying(4, ["I don't know 😀", 'НЕ РАБОТАЕТ интернет', 'ὈΔΥΣΣΕΎΣ'], {
    source: 'texts',
    externalId: 'scripts',
    state: 'received',
    stateReason: 'language',
  }),
  saying(5, ['odd \u0000 \ud800 bytes\n\t"quoted" \\ back'], {
    source: 'texts',
    externalId: "it's \\ \n 'odd'",
    customerKeys: [{ kind: 'account', key: 'cafe' }],
    attributes: { plan: 'fiber', seats: 3, signed: true, '': 'empty name' },
    warnings: ['w'],
  }),
  saying(6, [], { source: 'texts', externalId: 'empty', timeZone: 'Mars/Olympus', durationMs: 1.5, legs: [] }),
  saying(7, ['spoken words'], {
    source: 'texts',
    externalId: 'spoken',
    channel: 'voice',
    turns: [
      turnOf('spoken words', {
        startMs: 1.25,
        endMs: 900.5,
        words: [
          { text: 'spoken', startMs: 1.25, endMs: 400, confidence: 0.5 },
          { text: 'words', startMs: 400, endMs: 900 },
        ],
      }),
    ],
    annotations: [{ turn: 0, start: 0, end: 6, kind: 'entity', label: 'card', confidence: 0.9, by: 'test-1', why: 'luhn' }],
  }),
  ...Array.from({ length: 40 }, (_, number) => generateInteraction(100 + number)),
  generateInteraction(150, { startedAt: null }),
  generateInteraction(151, { startedAt: null }),
  ...lossy.map((changes, index) =>
    generateInteraction(200 + index, {
      source: 'coverage',
      startedAt: '2026-07-01T22:30:00.000Z',
      timeZone: 'Europe/Berlin',
      legs: [{ kind: 'queue', queue: 'q', measures: { values: {}, gaps: {} } }],
      ...changes,
    }),
  ),
];

const searches: readonly (readonly [string, readonly string[]])[] = [
  ['refund', ['refund', 'split']],
  ['REFUND', ['refund', 'split']],
  ['refund strasse', ['refund']],
  ['große straße', ['refund']],
  ['"refund please"', ['refund']],
  ['"please refund"', []],
  ['"it please"', ['split']],
  ['refund -strasse', ['split']],
  ['refund -"it please"', ['refund']],
  ['refun', []],
  ["don't", ['scripts']],
  ['"do not know"', []],
  ['退款', ['chinese']],
  ['款退', []],
  ['タクシー', ['chinese']],
  ['не работает', ['scripts']],
  ['Интернет', ['scripts']],
  ['ὀδυσσεύς', ['scripts']],
  ['😀', ['scripts']],
  ['quoted', ["it's \\ \n 'odd'"]],
  ['???', []],
  ['refund please -please', []],
];

for (const adapter of contentAdapters) {
  describe(`content on ${adapter.name}`, () => {
    let open: OpenStore<ContentStore>;
    let store: ContentStore;

    before(async () => {
      open = await adapter.open();
      store = open.store;
      await store.put(corpus);
    });
    after(() => open.dispose());

    test('gives back every field as it was put', async () => {
      for (const interaction of corpus) {
        assert.equal(JSON.stringify(await store.get(interaction.id)), JSON.stringify(interaction), interaction.externalId);
      }
    });

    test('keeps a turn of ten megabytes, and finds it', async () => {
      const text = `${'lorem ipsum dolor '.repeat(580_000)}zanzibar`;
      const long = saying(900, [text], { source: 'long' });
      await store.put([long]);
      assert.equal((await store.get(long.id))?.turns[0]?.text, text);
      const page = await store.search({ source: 'long', text: 'zanzibar' });
      assert.equal(page.total, 1);
      assert.ok((page.items[0]?.snippets[0]?.text.length ?? 0) < 1000, 'a snippet is short whatever the turn');
    });

    test('an id that nobody has is null, whatever it looks like', async () => {
      for (const id of ['', 'x', "' OR 1=1 --", 'f'.repeat(32), 'f'.repeat(5000)]) assert.equal(await store.get(id as InteractionId), null);
    });

    for (const [text, expected] of searches) {
      test(`search ${JSON.stringify(text)} finds ${expected.join(', ') || 'nothing'}`, async () => {
        const page = await store.search({ source: 'texts', text });
        assert.deepEqual(page.items.map((hit) => hit.externalId).sort(), [...expected].sort());
        assert.equal(page.total, expected.length);
      });
    }

    for (const text of [
      '"',
      '-',
      '--',
      '""',
      "'; DROP TABLE interactions; --",
      '\\',
      '\u0000',
      '{p0:String}',
      '%',
      '\ud800',
      'a'.repeat(20_000),
      '-"',
      '😀😀',
    ]) {
      test(`search ${JSON.stringify(text.slice(0, 40))} is not an error`, async () => {
        await store.search({ text });
        await store.facets({ text });
        assert.ok((await store.search({})).total >= corpus.length, 'everything is still there');
      });
    }

    test('marks show the words where they stand', async () => {
      const page = await store.search({ source: 'texts', text: '"REFUND please" straße' });
      const marked = page.items.flatMap((hit) =>
        hit.snippets.flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end))),
      );
      assert.deepEqual(marked, ['refund, please', 'STRASSE']);
    });

    test('values are values, never statements', async () => {
      const hostile = `x') OR ('1'='1`;
      const query: SearchQuery = {
        source: hostile,
        queue: hostile,
        team: hostile,
        agent: hostile,
        language: hostile,
        state: hostile,
        customerKey: hostile,
      };
      for (const [field, value] of Object.entries(query)) assert.equal((await store.search({ [field]: value })).total, 0, field);
      assert.equal((await store.search({ attributes: { [hostile]: hostile } })).total, 0);
    });

    const filters: readonly (readonly [SearchQuery, number])[] = [
      [{ source: 'texts', channel: 'email' }, 1],
      [{ source: 'texts', queue: 'billing' }, 1],
      [{ source: 'texts', team: 'gold' }, 1],
      [{ source: 'texts', agent: 'anna' }, 1],
      [{ source: 'texts', language: 'de' }, 1],
      [{ source: 'texts', state: 'received' }, 1],
      [{ source: 'texts', customerKey: 'cafe' }, 1],
      [{ source: 'texts', attributes: { plan: 'fiber' } }, 1],
      [{ source: 'texts', attributes: { seats: '3' } }, 1],
      [{ source: 'texts', attributes: { signed: 'true' } }, 1],
      [{ source: 'texts', attributes: { plan: '' } }, 0],
      [{ source: 'texts', from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' }, 1],
      [{ source: 'texts', from: '2026-03-03T00:00:00Z', to: '2026-03-02T00:00:00Z' }, 0],
    ];
    for (const [query, total] of filters) {
      test(`${JSON.stringify(query)} matches ${total}`, async () => assert.equal((await store.search(query)).total, total));
    }

    test('pages hold everything once, newest first, unknown starts last', async () => {
      const seen: (string | null)[] = [];
      const ids = new Set<string>();
      let cursor: string | undefined;
      for (let pages = 0; pages < 50; pages += 1) {
        const page = await store.search({ source: 'chat', limit: 7, ...(cursor !== undefined && { cursor }) });
        for (const hit of page.items) {
          seen.push(hit.startedAt);
          ids.add(hit.id);
        }
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      assert.equal(seen.length, 42);
      assert.equal(ids.size, 42);
      const known = seen.filter((startedAt) => startedAt !== null);
      assert.deepEqual(seen, [...known.toSorted().reverse(), null, null]);
    });

    test('a cursor that is damaged, made up or of another search is a bad request', async () => {
      const { nextCursor } = await store.search({ source: 'chat', limit: 1 });
      assert.ok(nextCursor);
      const isBadRequest = (error: AppError) => error.code === 'bad-request';
      for (const cursor of ['', 'x', '☃', nextCursor.slice(3), `${nextCursor}AAAA`, Buffer.from('[1,1,"x","y"]').toString('base64url')]) {
        await assert.rejects(store.search({ source: 'chat', cursor }), isBadRequest, cursor);
      }
      await assert.rejects(store.search({ source: 'other', cursor: nextCursor }), isBadRequest);
      await assert.rejects(store.search({ from: 'yesterday' }), isBadRequest);
    });

    test('facets count the values of what matches', async () => {
      const facets = await store.facets({ source: 'texts', text: 'refund' });
      assert.deepEqual(facets.source, [{ value: 'texts', count: 2 }]);
      assert.deepEqual(facets.channel, [
        { value: 'chat', count: 1 },
        { value: 'email', count: 1 },
      ]);
      assert.deepEqual(facets.agent, [{ value: 'anna', count: 1 }]);
      const none = await store.facets({ source: 'nobody' });
      assert.ok(Object.values(none).length > 6 && Object.values(none).every((counts) => counts.length === 0));
    });

    test('coverage counts by the day of the contact and says why contacts were lost', async () => {
      const rows = await store.coverage({ from: '2026-07-01T00:00:00Z', to: '2026-07-04T00:00:00Z' });
      assert.deepEqual(
        rows.map(({ day, occurred, recorded, received, transcribed, assessable, losses }) => [
          day,
          [occurred, recorded, received, transcribed, assessable],
          losses,
        ]),
        [['2026-07-02', [4, 3, 3, 2, 1], { 'no-media': 1, language: 1, short: 1 }]],
      );
    });

    test('a newer version replaces the older whole, and the older cannot come back', async () => {
      const first = saying(700, ['alpha one', 'alpha two', 'alpha three'], { source: 'versions' });
      const second = { ...saying(700, ['omega'], { source: 'versions' }), version: 2, startedAt: '2026-12-31T00:00:00.000Z' };
      await store.put([first]);
      await store.put([second]);
      await store.put([first]);
      assert.equal((await store.search({ source: 'versions' })).total, 1);
      assert.equal((await store.search({ source: 'versions', text: 'alpha' })).total, 0);
      assert.equal((await store.search({ source: 'versions', text: 'omega' })).total, 1);
      assert.deepEqual(await store.get(first.id), second);
      assert.equal((await collect(store.scan({ source: 'versions' }))).length, 1);
    });

    test('words of a replaced version are found nowhere, wherever the versions lie', async () => {
      const source = 'replaced';
      const first = Array.from({ length: 400 }, (_, index) => saying(20_000 + index, ['quokka says hello', 'bye'], { source }));
      await store.put(first);
      for (let from = 0; from < 200; from += 50) {
        const later = first.slice(from, from + 50).map((each) => ({ ...each, version: 2, turns: each.turns.slice(1) }));
        await store.put(later);
      }
      const totals = await Promise.all(
        ['quokka', '"quokka says"', 'quokka -bye', 'bye -quokka', 'bye'].map(async (text) => (await store.search({ source, text })).total),
      );
      assert.deepEqual(totals, [200, 200, 0, 200, 400]);
    });

    test('a first start that becomes known later does not make two of one', async () => {
      const first = saying(701, ['beta'], { source: 'late', startedAt: null });
      await store.put([first]);
      await store.put([{ ...first, version: 2, startedAt: '2026-05-05T10:00:00.000Z' }]);
      const page = await store.search({ source: 'late' });
      assert.deepEqual([page.total, page.items.length, page.items[0]?.startedAt], [1, 1, '2026-05-05T10:00:00.000Z']);
    });

    test('the same batch again changes nothing', async () => {
      const before = await store.facets({});
      await store.put(corpus);
      assert.deepEqual(await store.facets({}), before);
    });

    test('scan gives every match once, in the order of ids', async () => {
      const found = await collect(store.scan({ source: 'chat' }));
      const ids = found.map(({ id }) => id);
      assert.deepEqual(
        ids,
        corpus
          .filter(({ source }) => source === 'chat')
          .map(({ id }) => id)
          .sort(),
      );
      assert.deepEqual((await collect(store.scan({ source: 'texts', text: 'refund' }))).length, 2);
    });

    test('puts at the same time are all kept', async () => {
      const batches = Array.from({ length: 12 }, (_, batch) =>
        Array.from({ length: 20 }, (_unused, index) => generateInteraction(10_000 + batch * 20 + index, { source: 'parallel' })),
      );
      await Promise.all([...batches.map((batch) => store.put(batch)), store.search({ text: 'refund' }), store.facets({})]);
      assert.equal((await store.search({ source: 'parallel' })).total, 240);
    });

    test('another tenant is refused', async () => {
      await assert.rejects(store.put([generateInteraction(1, { tenant: 'other' })]), (error: AppError) => error.code === 'forbidden');
    });

    test('everything is there after closing and opening', async () => {
      const { total } = await store.search({});
      store = await open.reopen();
      assert.equal((await store.search({})).total, total);
    });
  });
}

async function collect(interactions: AsyncIterable<Interaction>): Promise<Interaction[]> {
  const found: Interaction[] = [];
  for await (const interaction of interactions) found.push(interaction);
  return found;
}
