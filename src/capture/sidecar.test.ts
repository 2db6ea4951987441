import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capturedInteractionSchema } from '../domain/captured-interaction.ts';
import { applySidecar } from './sidecar.ts';
import { readOne } from './testing/read-items.ts';

const recording = capturedInteractionSchema.parse({ externalId: 'call-7', channel: 'voice', media: [{ name: 'call-7.wav' }] });

test('a sidecar says who, when and where, and what must not be heard', () => {
  const applied = applySidecar(
    recording,
    {
      externalId: 'pbx-991',
      startedAt: '2025-01-06 09:00:00',
      durationSeconds: 60,
      direction: 'Inbound',
      agent: 'ag-1',
      queue: 'parcels',
      handling: 'analyse',
      customer: { phone: '+4930123' },
      attributes: { product: 'box' },
      campaign: 'spring',
      pauses: [{ startMs: 1000, endMs: 4000 }],
      channelRoles: ['customer', 'agent'],
      labels: { gold: 'never read' },
    },
    'Europe/Berlin',
  );
  assert.equal(applied.externalId, 'pbx-991');
  assert.equal(applied.startedAt, '2025-01-06T08:00:00.000Z');
  assert.equal(applied.endedAt, '2025-01-06T08:01:00.000Z');
  assert.equal(applied.direction, 'inbound');
  assert.deepEqual(applied.legs, [{ kind: 'agent', agent: 'ag-1', queue: 'parcels' }]);
  assert.deepEqual(applied.attributes, { product: 'box', campaign: 'spring' });
  assert.deepEqual(applied.events, [{ kind: 'pause', startMs: 1000, endMs: 4000 }]);
  assert.deepEqual(applied.media[0]?.channelRoles, ['customer', 'agent']);
  assert.equal(applied.customer?.phone, '+4930123');
});

test('legs and events can be given whole', () => {
  const legs = [
    { kind: 'ivr', startMs: 0, endMs: 5000 },
    { kind: 'agent', agent: 'a1', startMs: 5000, answeredMs: 8000 },
  ];
  const applied = applySidecar(recording, { legs, events: [{ kind: 'transfer', startMs: 9000, leg: 1 }] });
  assert.deepEqual(applied.legs, legs);
  assert.deepEqual(applied.events, [{ kind: 'transfer', startMs: 9000, leg: 1 }]);
});

test('a sidecar that is no object is a warning, never a lost recording', () => {
  for (const broken of [{ sidecarUnreadable: true }, 'text', null, [1]]) {
    const applied = applySidecar(recording, broken);
    assert.deepEqual(applied.media, recording.media);
    assert.match(applied.warnings.join(), /not a JSON object/);
  }
});

test('the sidecar of a file is applied to what is read from it', async () => {
  const read = await readOne('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>hello', {
    name: 'a.vtt',
    sidecar: { queue: 'parcels', agent: 'ag-9' },
  });
  assert.deepEqual(read.legs, [{ kind: 'agent', agent: 'ag-9', queue: 'parcels' }]);
  assert.equal(read.participants[0]?.ref, 'ag-9');
});
