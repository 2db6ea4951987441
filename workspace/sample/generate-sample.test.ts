import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { capturedInteractionSchema } from '../../src/domain/captured-interaction.ts';
import { legKinds } from '../../src/domain/vocabulary.ts';
import { contactKinds } from './contact.ts';
import { generateSample, type SampleContact } from './generate-sample.ts';
import { planted } from './planted.ts';

const all = [...generateSample()];
const conversations = all.filter(({ contact }) => contact.kind === 'conversation');
const share = (among: readonly SampleContact[], counts: (item: SampleContact) => boolean) => among.filter(counts).length / among.length;
const during = (from: number, to: number) => (item: SampleContact) => item.contact.day.week >= from && item.contact.day.week < to;

test('the same seed gives the same bytes, another seed others', () => {
  const digest = (seed: string) => {
    const hash = createHash('sha256');
    for (const { interaction, labels } of generateSample({ seed, weeks: 2 })) hash.update(JSON.stringify([interaction, labels]));
    return hash.digest('hex');
  };
  assert.equal(digest('one'), digest('one'));
  assert.notEqual(digest('one'), digest('two'));
});

test('every contact is valid, with its own id, in the order of days', () => {
  assert.ok(all.length >= 4000 && all.length <= 5500, `${all.length} contacts`);
  assert.equal(new Set(all.map(({ source, interaction }) => `${source} ${interaction.externalId}`)).size, all.length);
  for (const { interaction } of all) {
    const checked = capturedInteractionSchema.safeParse(interaction);
    assert.ok(checked.success, `${interaction.externalId}: ${checked.error?.message}`);
    for (const { participant } of interaction.turns ?? []) assert.ok(interaction.participants?.some(({ id }) => id === participant));
  }
});

test('turns, events and legs of a call lie inside it, legs in order', () => {
  for (const { interaction } of all.filter(({ interaction }) => interaction.channel === 'voice')) {
    const lengthMs = Date.parse(interaction.endedAt ?? '') - Date.parse(interaction.startedAt ?? '') + 1000;
    for (const { startMs, endMs } of interaction.turns ?? [])
      assert.ok((startMs ?? -1) >= 0 && (endMs ?? 0) > (startMs ?? 0) && (endMs ?? 0) <= lengthMs);
    for (const { startMs, endMs } of interaction.events ?? [])
      assert.ok(startMs <= (endMs ?? startMs) && startMs <= lengthMs, interaction.externalId);
    const starts = (interaction.legs ?? []).map(({ startMs }) => startMs ?? 0);
    assert.deepEqual(
      starts,
      starts.toSorted((a, b) => a - b),
    );
  }
});

test('every channel, leg kind, contact kind, handling and imported event occurs', () => {
  const seen = new Set(
    all.flatMap(({ interaction, labels }) => [
      interaction.channel,
      labels.kind,
      interaction.handling ?? 'analyse',
      ...(interaction.legs ?? []).map(({ kind }) => `leg ${kind}`),
      ...(interaction.events ?? []).map(({ kind }) => `event ${kind}`),
    ]),
  );
  const wanted = [
    'voice chat email messaging analyse metadata-only exclude'.split(' '),
    contactKinds,
    legKinds.map((kind) => `leg ${kind}`),
    'hold transfer mute pause join leave close'.split(' ').map((kind) => `event ${kind}`),
  ].flat();
  assert.deepEqual(
    wanted.filter((name) => !seen.has(name)),
    [],
  );
});

test('planted changes are in the output, before and after their start', () => {
  const { rising, falling, emerging, sentiment, disclosure, coaching, spike } = planted;
  const reasonShare = (reason: string, from: number, to: number) =>
    share(all.filter(during(from, to)), ({ labels }) => labels.reason === reason);
  assert.ok(reasonShare(rising.reason, 24, 27) > 1.8 * reasonShare(rising.reason, 1, 18), 'rising');
  assert.ok(reasonShare(falling.reason, falling.fromWeek, 27) < 0.55 * reasonShare(falling.reason, 1, falling.fromWeek), 'falling');
  assert.equal(
    share(all.filter(during(1, emerging.fromWeek)), ({ labels }) => labels.scam),
    0,
  );
  assert.ok(share(conversations.filter(during(emerging.fromWeek, 27)), ({ labels }) => labels.scam) > 0.07, 'emerging');
  const appointments = conversations.filter(({ labels }) => labels.reason === sentiment.reason);
  const angry = ({ labels }: SampleContact) => labels.angry;
  assert.ok(share(appointments.filter(during(1, sentiment.fromWeek)), angry) < 0.15, 'sentiment before');
  assert.ok(share(appointments.filter(during(sentiment.fromWeek, 27)), angry) > 0.3, 'sentiment after');
  const outages = all.filter(({ labels, contact }) => labels.reason === spike.reason && contact.day.iso === spike.date);
  assert.ok(outages.length > 20, 'spike');
  const checked = (team: string, after: boolean) =>
    share(
      conversations.filter(
        ({ contact, labels }) => labels.checkedAtEnd !== null && contact.agent.team === team && contact.day.iso >= coaching.date === after,
      ),
      ({ labels }) => labels.checkedAtEnd === true,
    );
  assert.ok(checked(coaching.team, true) - checked(coaching.team, false) > 0.2, 'coached team');
  assert.ok(Math.abs(checked(coaching.comparison, true) - checked(coaching.comparison, false)) < 0.15, 'comparison team');
  const noticed = (team: (name: string) => boolean, from: number, to: number) =>
    share(
      conversations.filter((item) => item.labels.noticeSaid !== null && team(item.contact.agent.team) && during(from, to)(item)),
      ({ labels }) => labels.noticeSaid === true,
    );
  const own = (name: string) => name === disclosure.team;
  assert.ok(noticed(own, 1, disclosure.fromWeek) > 0.93, 'disclosure before');
  assert.ok(noticed(own, disclosure.fromWeek, 27) < 0.7, 'disclosure after');
  assert.ok(noticed((name) => !own(name), disclosure.fromWeek, 27) > 0.93, 'disclosure of the other teams');
});

test('the recording notice is in the words exactly when the labels say so', () => {
  const greeted = conversations.filter(({ labels, interaction }) => labels.noticeSaid !== null && (interaction.turns?.length ?? 0) > 0);
  for (const { interaction, labels } of greeted) {
    const words = (interaction.turns ?? []).filter(({ participant }) => participant === 'agent').map(({ text }) => text);
    const said = words.some((text) => /recorded|being saved|chat is saved|chats are saved/.test(text));
    assert.equal(said, labels.noticeSaid, interaction.externalId);
  }
});

test('chat looks worse than voice for repeats, and is not within a reason', () => {
  const exposed = conversations.filter(({ contact, labels }) => labels.resolved !== null && ['voice', 'chat'].includes(contact.channel));
  const rate = (channel: string) =>
    share(
      exposed.filter(({ contact }) => contact.channel === channel),
      ({ labels }) => labels.comesBack,
    );
  const strata = Map.groupBy(exposed, ({ labels }) => labels.reason);
  let observed = 0;
  let expected = 0;
  for (const items of strata.values()) {
    const voice = items.filter(({ contact }) => contact.channel === 'voice');
    const chats = items.filter(({ contact }) => contact.channel === 'chat');
    if (voice.length < 20 || chats.length < 20) continue;
    observed += chats.filter(({ labels }) => labels.comesBack).length;
    expected += chats.length * share(voice, ({ labels }) => labels.comesBack);
  }
  assert.ok(rate('chat') / rate('voice') > observed / expected, `crude ${rate('chat') / rate('voice')}, adjusted ${observed / expected}`);
});

test('no telephone, mail address, card or social security number could belong to a person', () => {
  const text = JSON.stringify(
    all.map(({ interaction }) => [interaction.customer, interaction.turns?.map((turn) => [turn.text, turn.setAside])]),
  );
  for (const [address] of text.matchAll(/[\w.]+@[\w.]+\w/g))
    assert.match(address, /@(?:mail\.)?(?:example|exmaple)\.(?:com|org|net)$|@fernhill\.example$/i);
  for (const [, line] of text.matchAll(/\b\d{3}[-. ]555[-. ](\d{4})\b/g)) assert.match(line ?? '', /^01\d\d$/);
  for (const [number] of text.matchAll(/\b\d{3}-\d\d-\d{4}\b/g)) assert.ok(['219-09-9999', '078-05-1120'].includes(number));
  for (const [card] of text.matchAll(/\b(?:\d{4}[ -]){3}\d{4}\b/g)) assert.match(card, /^(?:4111|5555|6011|4242|5105|4012)/);
});

test('no phrase is left half written', () => {
  for (const { interaction } of all)
    for (const { text } of interaction.turns ?? [])
      assert.doesNotMatch(text, /[{}|<>]|undefined|\?\.|\.\. | {2}|^$/, interaction.externalId);
});
