import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readItems, readOne } from '../testing/read-items.ts';

/** `speaker start-end text` per turn. */
async function turns(content: string | Uint8Array, name = 'call-7.vtt'): Promise<string[]> {
  const read = await readOne(content, { name });
  return read.turns.map(({ participant, startMs, endMs, text }) => `${participant} ${startMs}-${endMs} ${text}`);
}

const tables: readonly [what: string, content: string, expected: string[]][] = [
  [
    'voice spans with classes, ids, notes and styles',
    'WEBVTT - call\n\nNOTE from the system\nwith two lines\n\nSTYLE\n::cue { color: red }\n\nc1\n00:00:01.000 --> 00:00:02.500 align:start\n<v.loud Ann Lee>Hello &amp; <i>welcome</i></v>\n\n00:03.000 --> 00:04.000\n<v Bob>It is &lt;late&gt;',
    ['ann lee 1000-2500 Hello & welcome', 'bob 3000-4000 It is <late>'],
  ],
  [
    'two voices in one cue',
    'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Yes?</v> <v Customer>Hi',
    ['agent 1000-2000 Yes?', 'customer 1000-2000 Hi'],
  ],
  ['CRLF', 'WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nAgent: hello\r\nthere\r\n', ['agent 1000-2000 hello there']],
  ['a lone CR', 'WEBVTT\r\r00:01.000 --> 00:02.000\rhello', ['unknown 1000-2000 hello']],
  ['NUL characters', 'WEBVTT\n\n00:01.000 --> 00:02.000\nhe\u0000llo', ['unknown 1000-2000 he\uFFFDllo']],
  ['a voice tag that is never closed', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob hello there', ['unknown 1000-2000 Bob hello there']],
  [
    'cues of one speaker that touch',
    'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob>my order\n\n00:02.100 --> 00:03.000\n<v Bob>is late\n\n00:05.000 --> 00:06.000\n<v Bob>still',
    ['bob 1000-3000 my order is late', 'bob 5000-6000 still'],
  ],
  [
    'a speaker who goes on without being named',
    'WEBVTT\n\n00:01.000 --> 00:02.000\nBob: one\n\n00:02.000 --> 00:03.000\ntwo',
    ['bob 1000-3000 one two'],
  ],
];

test('WebVTT cues become turns', async () => {
  for (const [what, content, expected] of tables) assert.deepEqual(await turns(content), expected, what);
});

test('SRT, with points for commas, tags and missing numbers', async () => {
  const srt =
    '1\n00:00:01,000 --> 00:00:02,000\nAgent: <b>Hello</b>\n2\n00:00:03.5 --> 00:00:04.250\nCustomer: {\\an8}Hi\n\n01:00:05,000 --> 01:00:06,000\nCustomer: bye';
  assert.deepEqual(await turns(srt, 'a.srt'), ['agent 1000-2000 Hello', 'customer 3500-4250 Hi', 'customer 3605000-3606000 bye']);
});

test('roles come from labels; names are kept as names', async () => {
  const read = await readOne('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>a\n\n00:03.000 --> 00:04.000\n<v Ann>b', {
    name: 'x/call-7.vtt',
  });
  assert.equal(read.externalId, 'x/call-7');
  assert.deepEqual(
    read.participants.map(({ id, role, name }) => [id, role, name]),
    [
      ['agent', 'agent', undefined],
      ['ann', 'unknown', 'Ann'],
    ],
  );
});

test('a cue whose times are broken is parked, the others are read', async () => {
  const items = await readItems('WEBVTT\n\n00:xx --> 00:02.000\nlost\n\n00:03.000 --> 00:04.000\nkept', { name: 'a.vtt' });
  assert.deepEqual(
    items.map(({ kind, position }) => [kind, position]),
    [
      ['unreadable', 'cue at line 3'],
      ['interaction', undefined],
    ],
  );
});

test('a file of cues without any text is parked', async () => {
  const items = await readItems('WEBVTT\n\n', { name: 'a.vtt' });
  assert.equal(items[0]?.kind, 'unreadable');
});
