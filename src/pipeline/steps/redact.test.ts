import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobHash } from '../../domain/ids.ts';
import type { Interaction, Turn, Word } from '../../domain/interaction.ts';
import { blank } from '../../http/testing/sample-interactions.ts';
import { loadTagger } from '../../language/entities/load-tagger.ts';
import { encodeInteractions } from '../../storage/clickhouse/interaction-encoder.ts';
import type { Work } from '../work.ts';
import { createRedactStep } from './redact.ts';

const redact = createRedactStep({ enabled: true, country: 'US', loadTagger });

function turn(index: number, role: 'agent' | 'customer', text: string): Turn {
  const startMs = index * 10_000;
  const words = text
    .split(' ')
    .map((word, place): Word => ({ text: word, startMs: startMs + place * 300, endMs: startMs + place * 300 + 200, confidence: 0.9 }));
  const endMs = words.at(-1)?.endMs ?? startMs;
  return {
    index,
    leg: 0,
    participant: role,
    role,
    roleConfidence: 1,
    text,
    startMs,
    endMs,
    words,
    heard: { media: 0, channel: role === 'agent' ? 0 : 1 },
  };
}

const call: Interaction = {
  ...blank,
  id: 'a'.repeat(32) as Interaction['id'],
  channel: 'voice',
  subject: 'Call of Marta Oyelaran, 202-555-0143',
  attributes: { note: 'card 4111 1111 1111 1111', plan: 'gold' },
  turns: [
    turn(0, 'agent', 'thank you for calling, what is your name?'),
    turn(1, 'customer', 'my name is Marta Oyelaran and I live at 1170 Maple Street'),
    turn(2, 'agent', 'thank you Marta, may I have the card number please?'),
    turn(3, 'customer', 'four one one one'),
    turn(4, 'agent', 'go on'),
    turn(5, 'customer', 'one one one one one one one one one one one one'),
  ],
  media: [
    {
      name: 'call.wav',
      blob: 'b'.repeat(64) as BlobHash,
      durationMs: 60_000,
      channels: 2,
      peaks: { perSecond: 1, channels: [Array(60).fill(9), Array(60).fill(9)] },
    },
  ],
};

async function redacted(): Promise<Interaction> {
  const work: Work = { settings: {}, interaction: call, arrived: { received: true, redacted: false } };
  const outcome = await redact(work);
  assert.equal(outcome.kind, 'ok');
  return outcome.kind === 'ok' ? outcome.value.interaction : call;
}

const secrets = ['Oyelaran', 'Marta', ' 1170 ', 'Maple', '4111', 'one one', 'four one', '555-0143'];

test('nothing of what was found stands in the record, or in the row that is stored and searched', async () => {
  const interaction = await redacted();
  const [row] = encodeInteractions([interaction]);
  assert.ok(row !== undefined && 'bytes' in row);
  const stored = Buffer.from(row.bytes).toString('latin1').toLowerCase();
  assert.ok(stored.includes('thank you for calling'));
  for (const secret of secrets) {
    assert.ok(!JSON.stringify(interaction).includes(secret), `${secret} in the record`);
    assert.ok(!stored.includes(secret.toLowerCase()), `${secret} in the stored row`);
  }
});

test('the recording is silent where the words went, on the customer’s side, and its drawing is flat there', async () => {
  const [media] = (await redacted()).media;
  const masks = media?.masks ?? [];
  assert.ok(masks.some(({ startMs, endMs, channel }) => channel === 1 && startMs <= 50_000 && endMs >= 53_500));
  assert.deepEqual(media?.peaks?.channels[1]?.slice(50, 54), [0, 0, 0, 0]);
  assert.deepEqual(media?.peaks?.channels[0]?.slice(50, 54), [9, 9, 9, 9]);
});

test('without redaction nothing is masked, and the record says so', async () => {
  const off = createRedactStep({ enabled: false, country: 'US', loadTagger: null });
  const outcome = await off({ settings: {}, interaction: call, arrived: { received: true, redacted: false } });
  assert.ok(outcome.kind === 'ok');
  assert.deepEqual([outcome.value.interaction.versions.redaction, outcome.value.interaction.media[0]?.masks], ['off', undefined]);
});
