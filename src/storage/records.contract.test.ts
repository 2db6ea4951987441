import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { BlobHash } from '../domain/ids.ts';
import type { MetadataRow, Records } from './records.ts';
import { type OpenStore, recordsAdapters } from './testing/adapters.ts';
import { generateCapture } from './testing/generate-capture.ts';

const leaseMs = 60_000;

for (const adapter of recordsAdapters) {
  describe(`records on ${adapter.name}`, () => {
    let open: OpenStore<Records>;
    let records: Records;
    beforeEach(async () => {
      open = await adapter.open();
      records = open.store;
    });
    afterEach(() => open.dispose());

    test('captures once, updates what changed, and says which', async () => {
      const capture = generateCapture(1);
      const changed = { ...capture, content: { ...capture.content, subject: 'new' } };
      const reordered = { ...capture, content: Object.fromEntries(Object.entries(capture.content).reverse()) as typeof capture.content };
      const results = await records.captures.record([capture, capture, reordered, changed, capture], leaseMs);
      assert.deepEqual(
        results.map(({ outcome, capture: { version }, job }) => [outcome, version, job?.version ?? null]),
        [
          ['captured', 1, 1],
          ['duplicate', 1, null],
          ['duplicate', 1, null],
          ['updated', 2, 2],
          ['duplicate', 2, null],
        ],
        'what was said once is not news again',
      );
    });

    test('gives back every version as captured', async () => {
      const capture = generateCapture(1, { mediaBlobs: ['a'.repeat(64) as BlobHash], originBlob: 'b'.repeat(64) as BlobHash });
      const changed = { ...capture, content: { ...capture.content, subject: 'new' } };
      const [first] = await records.captures.record([capture], leaseMs);
      await records.captures.record([changed], leaseMs);
      const { version, firstReceivedAt, receivedAt, ...newest } = (await records.captures.read(capture.id)) ?? assert.fail();
      assert.deepEqual(newest, changed);
      assert.equal(version, 2);
      assert.equal(firstReceivedAt, first?.capture.firstReceivedAt);
      assert.ok(receivedAt >= firstReceivedAt);
      assert.deepEqual((await records.captures.read(capture.id, 1))?.content, capture.content);
      assert.equal(await records.captures.read(capture.id, 9), null);
      assert.equal(await records.captures.read(generateCapture(2).id), null);
    });

    const recording = ['c'.repeat(64) as BlobHash];
    const copies = [
      ['a copy under another name', { identity: 'derived' }, 'duplicate'],
      ['a copy with an id of its own', { identity: 'stated' }, 'captured'],
      ['a copy from another source', { identity: 'derived', source: 'elsewhere' }, 'captured'],
      ['one of two recordings', { identity: 'derived', mediaBlobs: [...recording, 'd'.repeat(64) as BlobHash] }, 'captured'],
    ] as const;
    for (const [what, changes, expected] of copies) {
      test(`${what} of a recording is ${expected}`, async () => {
        const first = generateCapture(1, { identity: 'derived', mediaBlobs: recording });
        await records.captures.record([first], leaseMs);
        const [result] = await records.captures.record([generateCapture(2, { mediaBlobs: recording, ...changes })], leaseMs);
        assert.equal(result?.outcome, expected);
        assert.equal(result?.capture.id === first.id, expected === 'duplicate');
      });
    }

    test('a re-run is a new version of the same content with a job of its own', async () => {
      const capture = generateCapture(1);
      const [recorded] = await records.captures.record([capture], leaseMs);
      await records.jobs.complete([recorded?.job?.id ?? 0]);
      await records.captures.rerun([capture.id, generateCapture(2).id], 'roles swapped');
      await records.captures.rerun([capture.id], 'metadata');
      assert.deepEqual((await records.captures.read(capture.id))?.content, capture.content);
      assert.equal((await records.captures.read(capture.id))?.version, 3);
      const jobs = await records.jobs.lease(10, leaseMs);
      assert.deepEqual(
        jobs.map(({ interaction, version }) => [interaction, version]),
        [[capture.id, 3]],
        'the second makes the first needless',
      );
      assert.equal((await records.captures.record([capture], leaseMs))[0]?.outcome, 'duplicate');
    });

    test('lists every contact in batches', async () => {
      const captures = Array.from({ length: 25 }, (_, number) => generateCapture(number));
      await records.captures.record(captures, leaseMs);
      const batches = await Array.fromAsync(records.captures.allIds(10));
      assert.deepEqual(
        batches.map(({ length }) => length),
        [10, 10, 5],
      );
      assert.deepEqual(batches.flat(), captures.map(({ id }) => id).sort());
    });

    test('says of each source when it was last heard of and how far it is', async () => {
      await records.captures.record([generateCapture(1), generateCapture(2), generateCapture(1)], leaseMs);
      await records.parking.park({ source: 'mail', name: 'x.eml', position: null, reason: 'cut', originBlob: null, fingerprint: 'f' });
      const sources = await records.captures.sources();
      assert.deepEqual(
        sources.map(({ source, captured, parked, waiting, lastSeenAt }) => [source, captured, parked, waiting, lastSeenAt !== null]),
        [
          ['chat', 2, 0, 2, true],
          ['mail', 0, 1, 0, false],
        ],
      );
      const newest = [generateCapture(1), generateCapture(2)]
        .map(({ content }) => content.startedAt)
        .sort()
        .at(-1);
      assert.equal(sources[0]?.newestStartedAt, newest);
    });

    test('nobody else gets a leased job; an ended lease, a failure and a closing give it back', async () => {
      await records.captures.record([generateCapture(1), generateCapture(2)], -1);
      const [first, second] = await records.jobs.lease(10, leaseMs);
      assert.ok(first && second);
      assert.equal(first.attempts, 1, 'the lease that ended counts as a try');
      assert.deepEqual(await records.jobs.lease(10, leaseMs), []);
      await records.jobs.fail(first.id, 'engine away', 0);
      await records.jobs.fail(second.id, 'hopeless', null);
      assert.deepEqual(await records.jobs.counts(), { waiting: 1, leased: 0, failed: 1 });
      assert.deepEqual(
        (await records.jobs.lease(10, leaseMs)).map(({ id }) => id),
        [first.id],
      );
      records = await open.reopen();
      assert.deepEqual(
        (await records.jobs.lease(10, leaseMs)).map(({ id }) => id),
        [first.id],
      );
      await records.jobs.complete([first.id]);
      assert.deepEqual(await records.jobs.counts(), { waiting: 0, leased: 0, failed: 1 });
    });

    test('a job comes later when asked to, and is given up when its process dies on it again and again', async () => {
      await records.captures.record([generateCapture(1)], -1);
      const [job] = await records.jobs.lease(1, leaseMs);
      await records.jobs.fail(job?.id ?? 0, 'later', 60_000);
      assert.deepEqual(await records.jobs.lease(1, leaseMs), []);
      await records.jobs.fail(job?.id ?? 0, 'now', 0);
      for (let lease = 0; lease < 20; lease += 1) await records.jobs.lease(1, -1);
      assert.deepEqual(await records.jobs.counts(), { waiting: 0, leased: 0, failed: 1 });
    });

    test('what cannot be read is parked once, and can be taken out', async () => {
      const item = { source: 'mail', name: 'Dana Reed.eml', position: 'line 3', reason: 'no sender', originBlob: null, fingerprint: 'f1' };
      assert.equal(await records.parking.park(item), 'parked');
      assert.equal(await records.parking.park({ ...item, name: 'copy.eml' }), 'duplicate');
      assert.equal(await records.parking.park({ ...item, fingerprint: 'f2' }), 'parked');
      const [parked] = await records.parking.list();
      const { fingerprint: _fingerprint, ...kept } = item;
      assert.deepEqual(parked, { ...kept, id: parked?.id, parkedAt: parked?.parkedAt });
      assert.deepEqual(await records.parking.get(parked?.id ?? ''), parked);
      await records.parking.remove(parked?.id ?? '');
      assert.equal(await records.parking.get(parked?.id ?? ''), null);
      assert.equal((await records.parking.list()).length, 1);
    });

    const contact = generateCapture(1, { source: 'calls' });
    const content = {
      ...contact.content,
      externalId: 'call-1',
      startedAt: '2026-03-01T10:00:00+01:00',
      media: [{ name: 'call-1.wav' }],
      participants: [{ id: 'a', role: 'agent', roleConfidence: 1, ref: '4711' }] as const,
    };
    const joins: readonly (readonly [string, MetadataRow['join'], boolean])[] = [
      ['its external id', { externalId: 'call-1' }, true],
      ['another external id', { externalId: 'call-2' }, false],
      ['its file name', { fileName: 'call-1.wav' }, true],
      ['another file name', { fileName: 'call-2.wav' }, false],
      ['its agent and start', { agent: '4711', startedAt: '2026-03-01T09:01:30Z' }, true],
      ['its agent and start, too far away', { agent: '4711', startedAt: '2026-03-01T09:01:30Z', toleranceMs: 60_000 }, false],
      ['another agent', { agent: '4712', startedAt: '2026-03-01T09:00:00Z' }, false],
      ['agent and start beside another id', { externalId: 'call-2', agent: '4711', startedAt: '2026-03-01T09:00:00Z' }, false],
    ];
    for (const [what, join, expected] of joins) {
      test(`a metadata row with ${what} ${expected ? 'joins' : 'does not join'}, whichever comes first`, async () => {
        const row: MetadataRow = { id: 'row-1', source: 'calls', fields: { queue: 'billing' }, join };
        await records.metadata.put([row, { ...row, id: 'row-2', source: 'other' }]);
        const captured = generateCapture(1, { source: 'calls', content: { ...content, participants: [...content.participants] } });
        await records.captures.record([captured], leaseMs);
        const about = { source: 'calls', externalId: 'call-1', fileNames: ['call-1.wav'], agents: ['4711'], startedAt: content.startedAt };
        assert.deepEqual(await records.metadata.matching(about), expected ? [row] : []);
        assert.deepEqual(await records.metadata.contactsOf(row), expected ? [captured.id] : []);
        if (expected) await records.metadata.markMatched(['row-1'], captured.id);
        assert.deepEqual(
          (await records.metadata.unmatched()).map(({ id }) => id),
          expected ? ['row-2'] : ['row-1', 'row-2'],
        );
      });
    }

    test('a metadata row given again replaces the earlier one and comes last', async () => {
      const row = (id: string, queue: string): MetadataRow => ({ id, source: 'calls', fields: { queue }, join: { externalId: 'call-1' } });
      await records.metadata.put([row('a', 'old'), row('b', 'other')]);
      assert.equal((await records.metadata.put([row('a', 'new')])).length, 1);
      assert.deepEqual(await records.metadata.put([row('a', 'new')]), [], 'the same row again changes nothing');
      const about = { source: 'calls', externalId: 'call-1', fileNames: [], agents: [], startedAt: null };
      assert.deepEqual(await records.metadata.matching(about), [row('b', 'other'), row('a', 'new')]);
    });

    test('an idempotency key answers again what it answered, and refuses another request', async () => {
      const { idempotency } = records;
      assert.deepEqual(await idempotency.begin('k', 'r'), { state: 'new' });
      assert.deepEqual(await idempotency.begin('k', 'r'), { state: 'in-flight' });
      assert.deepEqual(await idempotency.begin('k', 'other'), { state: 'mismatch' });
      await idempotency.finish('k', 202, '{"id":"é"}');
      assert.deepEqual(await idempotency.begin('k', 'r'), { state: 'done', status: 202, body: '{"id":"é"}' });
      await idempotency.begin('l', 'r');
      await idempotency.abandon('l');
      assert.deepEqual(await idempotency.begin('l', 'r'), { state: 'new' });
    });

    test('draws and judgements of a rule are kept; a later judgement replaces the earlier, and undo takes it away', async () => {
      const { labels } = records;
      const interaction = generateCapture(1).id;
      const item = { interaction, stratum: 'fired', probability: 0.5, startedAt: null, spans: [] } as const;
      const count = { stratum: 'fired', population: 2, drawn: 1 } as const;
      const draw = { id: 'd1', rule: 'r', ruleHash: 'h', seed: 1, drawnAt: '2026-01-01T00:00:00Z', from: null, to: null } as const;
      const first = { ...draw, strata: [count], notAssessable: 3, items: [item] };
      await labels.putDraw(first);
      await labels.putDraw({ ...first, id: 'd2' });
      await labels.putDraw(first);
      const label = { rule: 'r', ruleHash: 'h', draw: 'd1', judgement: 'yes', judgedAt: '2026-01-02T00:00:00Z', ...item } as const;
      const { spans: _none, ...yes } = label;
      await labels.put([yes, { ...yes, rule: 'other' }]);
      await labels.put([{ ...yes, judgement: 'no' }]);
      records = await open.reopen();
      assert.deepEqual(await records.labels.newestDraw('r'), first);
      assert.equal(await records.labels.newestDraw('other'), null);
      assert.deepEqual(await records.labels.list('r'), [{ ...yes, judgement: 'no' }]);
      assert.deepEqual([await records.labels.remove('r', interaction), await records.labels.remove('r', interaction)], [true, false]);
      assert.equal((await records.labels.list('other')).length, 1);
    });

    test('a draft of a rule is kept until it is removed, one per rule', async () => {
      const { ruleDrafts } = records;
      const draft = { rule: 'refund', file: 'rules/a.yaml', text: 'id: refund\n', base: null, savedAt: '2026-11-01T10:00:00.000Z' };
      const changed = { ...draft, text: 'id: refund # new\n', savedAt: '2026-11-01T11:00:00.000Z' };
      await ruleDrafts.put(draft);
      await ruleDrafts.put({ ...draft, rule: 'other', savedAt: '2026-11-01T10:30:00.000Z' });
      await ruleDrafts.put(changed);
      records = await open.reopen();
      assert.deepEqual(await records.ruleDrafts.get('refund'), changed);
      assert.deepEqual(
        (await records.ruleDrafts.list()).map(({ rule }) => rule),
        ['refund', 'other'],
      );
      assert.deepEqual([await records.ruleDrafts.remove('refund'), await records.ruleDrafts.remove('refund')], [true, false]);
      assert.equal(await records.ruleDrafts.get('refund'), null);
    });

    test('a saved search is kept under its id until it is removed, and can be put back', async () => {
      const search = { id: 's1', name: 'Refunds', query: 'refund channel:voice', owner: 'local', savedAt: '2026-11-01T10:00:00.000Z' };
      await records.savedSearches.put({ ...search, name: 'First name' });
      await records.savedSearches.put({ ...search, id: 's2', name: 'Angry' });
      await records.savedSearches.put(search);
      records = await open.reopen();
      assert.deepEqual(await records.savedSearches.list(), [{ ...search, id: 's2', name: 'Angry' }, search]);
      assert.deepEqual([await records.savedSearches.remove('s1'), await records.savedSearches.remove('s1')], [true, false]);
      await records.savedSearches.put(search);
      assert.equal((await records.savedSearches.list()).length, 2);
    });

    test('transcripts and seen files are kept', async () => {
      const transcript = { media: {}, turns: [], events: [], language: null, held: 'no-speech', warnings: [], versions: {} } as const;
      await records.transcripts.put('key', transcript);
      await records.seenFiles.add('mail', '/in/x.eml', '12-34');
      records = await open.reopen();
      assert.deepEqual(await records.transcripts.get('key'), transcript);
      assert.equal(await records.transcripts.get('other'), null);
      assert.equal(await records.seenFiles.has('mail', '/in/x.eml', '12-34'), true);
      assert.equal(await records.seenFiles.has('mail', '/in/x.eml', '12-35'), false);
    });
  });
}
